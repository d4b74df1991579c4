import type { Page } from '@playwright/test';
import type { Person } from '../../src/shared/contracts/sync-api';
import { callApi } from './call-api';
import { someContact } from './some-contact';

/** Saves a contact as the form does, and answers what became of it: `saved`, or why not. */
export async function createContact(page: Page, pseudonym: string): Promise<string> {
  const { boot } = await callApi<{ boot: { person: Person } }>(page, 'app/boot');
  const fields = someContact(boot.person.unitIds[0] ?? '', pseudonym);
  const { result } = await callApi<{ result: { kind: string } }>(page, 'contacts/create', { fields });
  return result.kind;
}
