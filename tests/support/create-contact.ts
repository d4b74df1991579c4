import type { Page } from '@playwright/test';
import type { Contact } from '../../src/shared/contracts/contact';
import type { Person } from '../../src/shared/contracts/sync-api';
import { callApi } from './call-api';

/** Saves a contact as the form does, and answers what became of it: `saved`, or why not. */
export async function createContact(page: Page, pseudonym: string): Promise<string> {
  const { boot } = await callApi<{ boot: { person: Person } }>(page, 'app/boot');
  const fields: Omit<Contact, 'id' | 'revision'> = {
    unitId: boot.person.unitIds[0] ?? '',
    pseudonym,
    relation: 'self',
    ageBand: 'unknown',
    consentState: 'none',
    consentOn: null,
    expiresOn: null,
  };
  const { result } = await callApi<{ result: { kind: string } }>(page, 'contacts/create', { fields });
  return result.kind;
}
