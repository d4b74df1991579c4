import { once } from 'node:events';
import type { DraftSession } from '../../src/shared/contracts/drafts';
import { callApi } from '../support/call-api';
import type { LaunchedApp } from '../support/launch-app';
import type { Ledger } from './compare-with-server';

type Reference = {
  mentors: { id: string; active: boolean }[];
  types: { id: string; validTo: string | null }[];
  today: string;
};

let marker = 0;

/**
 * Types rows, finishes sessions, edits what was sent and asks for sending, as fast as the app answers, until it is
 * killed. Only what the app has answered "saved" goes into the ledger.
 */
export async function registerUntilKilled(
  { app, page }: LaunchedApp,
  ledger: Ledger,
  afterMs: number,
): Promise<void> {
  const process = app.process();
  const gone = once(process, 'exit');
  const timer = setTimeout(() => process.kill('SIGKILL'), afterMs);
  try {
    const reference = await callApi<Reference>(page, 'reference/read');
    for (;;) await registerSome(page, reference, ledger);
  } catch {
    // The line to a killed app ends in an error; anything else would show as a process that is still there.
  } finally {
    clearTimeout(timer);
    process.kill('SIGKILL');
    await gone;
  }
}

async function registerSome(page: LaunchedApp['page'], reference: Reference, ledger: Ledger): Promise<void> {
  const session = await callApi<DraftSession>(page, 'drafts/open');
  const ids = await callApi<string[]>(page, 'drafts/newId', { count: 5 });
  for (const rowId of ids) {
    marker += 1;
    const note = `crash-${marker}`;
    const cells = {
      mentor: reference.mentors[marker % reference.mentors.length]?.id ?? '',
      type: reference.types.find(({ validTo }) => validTo === null)?.id ?? '',
      date: reference.today,
      duration: '60',
      participants: '3',
      note,
    };
    await saved(page, 'drafts/saveRow', {
      sessionId: session.id,
      rowId,
      position: marker,
      origin: 'free',
      cells,
      focus: 'note',
    });
    ledger.drafts.set(rowId, note);
  }
  const typed = [...session.rows.map(({ id }) => id), ...ids];
  const finished = await callApi<{ kind: string; kept?: number }>(page, 'drafts/finish', {
    sessionId: session.id,
  });
  if (finished.kind !== 'finished' || finished.kept !== 0) throw new Error('Not finished');
  for (const id of typed) ledger.registered.set(id, ledger.drafts.get(id) ?? '');
  if (marker % 2 === 0) await callApi(page, 'sync/now');
  const [edited] = ids;
  if (!edited) return;
  const note = `${ledger.drafts.get(edited)}-edited`;
  await saved(page, 'activities/update', { id: edited, changes: { note } });
  ledger.notes.set(edited, note);
}

async function saved(page: LaunchedApp['page'], path: string, input: unknown): Promise<void> {
  const { kind } = await callApi<{ kind: string }>(page, path, input);
  if (kind !== 'saved') throw new Error(`Not saved: ${kind}`);
}
