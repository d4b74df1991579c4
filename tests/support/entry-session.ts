import type { Page } from '@playwright/test';
import type { Cells, DraftSession } from '../../src/shared/contracts/drafts';
import { callApi } from './call-api';
import { putRows } from './register';

export function openDraft(page: Page): Promise<DraftSession> {
  return callApi<DraftSession>(page, 'drafts/open');
}

/** Shows the session as it is stored now, with the focus in its grid. */
export async function openSession(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '/settings';
  });
  await page.getByRole('heading', { name: 'Innstillinger' }).waitFor();
  await page.keyboard.press('Control+n');
  await focusIs(page, '[role=gridcell][data-active] input');
}

/** Takes every row out of the session, and every value out of its header, as one step. */
export async function clearSession(page: Page): Promise<void> {
  const { id: sessionId, rows, past, header } = await openDraft(page);
  const gone = rows.map(({ id, updatedAt: _at, ...before }) => ({ id, before, after: null }));
  const number = 1 + (past.at(-1)?.number ?? 0);
  const after = { ...header, values: {}, pinned: [] };
  const step = { number, rows: gone, header: { before: header, after }, focus: null };
  await callApi(page, 'drafts/saveStep', { sessionId, step, way: 'do' });
}

/** Shows a session with these rows alone. */
export async function showRows(page: Page, rows: Cells[]): Promise<void> {
  await clearSession(page);
  await putRows(page, rows);
  await openSession(page);
}

export async function focusIs(page: Page, selector: string): Promise<void> {
  await page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);
}
