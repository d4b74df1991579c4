import type { Contact } from '../../src/shared/contracts/contact';

/** A person met of whom nothing is known, as the form leaves it. */
export function someContact(unitId: string, pseudonym: string): Omit<Contact, 'id' | 'revision'> {
  return {
    unitId,
    pseudonym,
    relation: 'self',
    ageBand: 'unknown',
    consentState: 'none',
    consentOn: null,
    expiresOn: null,
  };
}
