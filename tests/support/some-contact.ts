import type { Contact } from '../../src/shared/contracts/contact';

type Unnamed = Omit<Contact, 'id' | 'revision' | 'phone' | 'email'>;

/** A person met of whom nothing is known, as the form leaves it. */
export function someContact(unitId: string, pseudonym: string): Unnamed {
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
