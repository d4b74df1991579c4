import type { DeleteQuestion } from '../../shared/contracts/ipc';
import type { DeleteCount } from '../../shared/rules/judge-deletes';
import type { Database } from '../database/open-database';
import type { HeldDeletes } from '../database/schema';
import { readSyncState, type SyncState, updateSyncState } from '../database/sync-state';

/** What may go with the page that follows this place: only what she was asked about and accepted. */
export function acceptedDeletes(state: SyncState): DeleteCount[] {
  const held = state.heldDeletes;
  return held?.answer === 'accepted' && isAbout(held, state) ? held.deletes : [];
}

/** Keeps the question; the cursor stays. True when it is a new one, or there is more to it than was answered. */
export function holdDeletes(database: Database, deletes: DeleteCount[], newId: () => string): boolean {
  const state = readSyncState(database, newId);
  const before = state.heldDeletes;
  const isKnown = before !== null && isAbout(before, state) && before.answer !== 'accepted';
  const { cursor, epoch, snapshot } = state;
  // A question that stands keeps its answer; the figures are those of the latest page.
  const kept = isKnown ? { id: before.id, answer: before.answer } : { id: newId(), answer: 'asked' as const };
  updateSyncState(database, { heldDeletes: { ...kept, cursor, epoch, snapshot, deletes } });
  return !isKnown;
}

/** The question as the window shows it; null when none stands. */
export function readDeleteQuestion({ heldDeletes }: SyncState): DeleteQuestion | null {
  if (heldDeletes === null || heldDeletes.answer === 'accepted') return null;
  return { id: heldDeletes.id, deletes: heldDeletes.deletes, kept: heldDeletes.answer === 'kept' };
}

/** Notes the person's answer. False when another page is asked about by now. */
export function answerDeletes(
  database: Database,
  { heldDeletes }: SyncState,
  { id, accept }: { id: string; accept: boolean },
): boolean {
  if (heldDeletes?.id !== id) return false;
  updateSyncState(database, { heldDeletes: { ...heldDeletes, answer: accept ? 'accepted' : 'kept' } });
  return true;
}

function isAbout(held: HeldDeletes, { cursor, epoch, snapshot }: SyncState): boolean {
  return held.cursor === cursor && held.epoch === epoch && held.snapshot === snapshot;
}
