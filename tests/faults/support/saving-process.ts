import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { readSession } from '../../../src/main/database/session-row';
import { beginProfile, profileIn, queueMentors, type Saved, typeRows } from './test-profile';

/**
 * Makes commits in a profile and says on stdout which of them were answered: `saved` with the ids, or `refused`.
 * What strace does to its writes it has to bear. Takes one order a line from stdin, says `done` after each, and goes
 * when there are no more.
 */
export type SavingOrder = {
  folder: string;
  migrationsFolder: string;
  key: string;
  commits: number;
  synchronous: 'FULL' | 'NORMAL';
};
export type SavingLine =
  | { kind: 'saved'; mutations: string[]; drafts: string[] }
  | { kind: 'refused'; problem: string }
  | { kind: 'done' };

const say = (line: SavingLine) => void writeSync(1, `${JSON.stringify(line)}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  carryOut(JSON.parse(line) as SavingOrder);
  say({ kind: 'done' });
}

function carryOut(order: SavingOrder): void {
  const opened = profileIn(order.folder, order.migrationsFolder).open(Buffer.from(order.key, 'base64'));
  if (opened.kind === 'problem') {
    say({ kind: 'refused', problem: opened.problem });
    return;
  }
  const { database } = opened;
  database.prepare(`PRAGMA synchronous = ${order.synchronous}`).run();
  database.prepare('PRAGMA wal_autocheckpoint = 40').get();
  if (readSession(database) === null) attempt(() => beginProfile(database));
  for (let commit = 0; commit < order.commits; commit += 1) {
    attempt((saved) => (commit % 3 === 2 ? typeRows(database, 1, saved) : queueMentors(database, 2, saved)));
  }
  attempt(() => database.close());
}

function attempt(save: (saved: Saved) => void): void {
  const saved: Saved = { mutations: new Set(), drafts: new Set() };
  try {
    save(saved);
    say({ kind: 'saved', mutations: [...saved.mutations], drafts: [...saved.drafts] });
  } catch (error) {
    say({ kind: 'refused', problem: error instanceof Error ? error.message : 'unknown' });
  }
}
