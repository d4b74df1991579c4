import type { Page } from '@playwright/test';
import type { Cells, DraftSession } from '../../src/shared/contracts/drafts';
import type { PeerMentor } from '../../src/shared/contracts/peer-mentor';
import type { ActivityType } from '../../src/shared/contracts/reference';
import { callApi } from './call-api';

/** Of what forms need, the parts that tests use. */
export type TestReference = { mentors: PeerMentor[]; types: ActivityType[]; today: string };

export function readReference(page: Page): Promise<TestReference> {
  return callApi<TestReference>(page, 'reference/read');
}

/** Puts rows into the session under way, as typing them does; the screen shows them when it is opened again. */
export async function putRows(page: Page, rows: Cells[]): Promise<string> {
  const session = await callApi<DraftSession>(page, 'drafts/open');
  const ids = await callApi<string[]>(page, 'drafts/newId', { count: rows.length });
  const last = session.rows.at(-1)?.position ?? 0;
  for (const [index, cells] of rows.entries()) {
    const row = { rowId: ids[index], position: last + index + 1, origin: 'free', cells, focus: null };
    const { kind } = await callApi<{ kind: string }>(page, 'drafts/saveRow', {
      sessionId: session.id,
      ...row,
    });
    if (kind !== 'saved') throw new Error(`The row was not saved: ${kind}`);
  }
  return session.id;
}

/** Cells of a row without mistakes. */
export async function goodRow(page: Page, changes: Cells = {}): Promise<Cells> {
  const { mentors, types, today } = await readReference(page);
  const type = types.find(({ code }) => code === 'home_visit') ?? types[0];
  const mentor = mentors.find(({ active }) => active);
  if (!type || !mentor) throw new Error('The demo data have no mentors or no types.');
  return { mentor: mentor.id, type: type.id, date: today, duration: '60', participants: '3', ...changes };
}

export async function finishSession(
  page: Page,
  sessionId: string,
): Promise<{ registered: number; kept: number }> {
  return callApi(page, 'drafts/finish', { sessionId });
}
