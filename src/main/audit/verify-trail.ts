import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../database/open-database';
import { genesisHash, hashLine } from './hash-line';
import { readLines, type StoredLine } from './read-lines';
import { readChainId, readTrailHead, type TrailHead } from './trail-head';

export type Verdict =
  | { kind: 'whole'; lines: number; head: TrailHead }
  /** The first line that does not fit what stands before it. */
  | { kind: 'broken'; firstBad: number }
  /** The chain is sound in itself, but does not hold what was kept of it: lines are cut off or were all made anew. */
  | { kind: 'not_as_kept'; firstBad: number };

type Options = {
  /** A head kept outside the database; null when there is none. */
  kept: TrailHead | null;
  onProgress?: ((done: number, total: number) => void) | undefined;
};

/** Lines read at a time, so that the main process is not held. */
const slice = 2000;

/** Reads the whole trail and says whether it is whole, or which line is the first that is not. */
export async function verifyTrail(
  database: Database,
  { kept, onProgress }: Options = { kept: null },
): Promise<Verdict> {
  const chain = readChainId(database);
  const total = readTrailHead(database).number;
  let at: Place = { number: 0, hash: genesisHash(chain), chained: false };
  let keptFits = kept === null || (kept.chain === chain && kept.number === 0);
  for (;;) {
    const lines = readLines(database, at.number === 0 ? Number.MIN_SAFE_INTEGER : at.number, slice);
    for (const line of lines) {
      const next = follow(at, line);
      if (!next) return { kind: 'broken', firstBad: line.number };
      at = next;
      if (kept?.chain === chain && kept.number === at.number) {
        if (kept.hash !== at.hash) return { kind: 'not_as_kept', firstBad: at.number };
        keptFits = true;
      }
    }
    if (lines.length < slice) break;
    onProgress?.(at.number, total);
    await nextTurn();
  }
  if (!keptFits) return { kind: 'not_as_kept', firstBad: at.number + 1 };
  // SQLite remembers the highest number ever given, beside the table.
  if (highestEver(database) !== at.number) return { kind: 'broken', firstBad: at.number + 1 };
  return { kind: 'whole', lines: at.number, head: { chain, number: at.number, hash: at.hash } };
}

/** `chained`: whether a line with a hash has been met; from then on none may be without. */
type Place = { number: number; hash: string; chained: boolean };

function follow(at: Place, line: StoredLine): Place | null {
  if (line.number !== at.number + 1) return null;
  const hash = hashLine(line, at.hash);
  const older = line.hash === null && line.previousHash === null && !at.chained;
  if (older) return { number: line.number, hash, chained: false };
  const fits = line.previousHash === at.hash && line.hash === hash;
  return fits ? { number: line.number, hash, chained: true } : null;
}

function highestEver(database: Database): number {
  const row = database.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'audit_log'`).get() as
    | { seq: number }
    | undefined;
  return row?.seq ?? 0;
}
