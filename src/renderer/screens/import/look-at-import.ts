import { readStanding } from '../batch/use-standing';
import type { Checked, Choice, Outcome, Progress, Surroundings, Way } from './import-asks';
import type { ImportThread } from './import-thread';

type Drafts = Parameters<typeof readStanding>[1];

/** What is shown of a table: how it is read, and what comes of it. */
export type ImportLook = { checked: Checked; outcome: Outcome };

export type Asked = {
  way: Way;
  at: Surroundings;
  /** What is chosen when the rows have been checked. */
  choice: () => Choice;
  drafts: Drafts;
  /** Whether nothing newer was asked meanwhile. */
  isWanted: () => boolean;
  tell: (progress: Progress) => void;
};

/** Checks a table in its thread and compares it with what stands registered; null when something newer was asked. */
export async function lookAtImport(
  thread: ImportThread,
  { way, at, choice, drafts, isWanted, tell }: Asked,
): Promise<ImportLook | null> {
  const checked = await thread.ask('check', { way, at }, tell);
  if (!checked) return null;
  // What cannot be compared now is warned of once the rows stand in the session.
  const standing = await readStanding(checked.days, drafts).catch(() => new Map());
  if (!isWanted()) return null;
  await thread.ask('compare', [...standing.values()].flat());
  return { checked, outcome: await thread.ask('show', choice()) };
}
