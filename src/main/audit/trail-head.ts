import type { Database, Orm } from '../database/open-database';
import { auditChain } from '../database/schema';
import { genesisHash, hashLine } from './hash-line';
import { readLines } from './read-lines';

/** The end of a trail. Kept elsewhere as well, it shows that lines were cut off or the whole chain was made anew. */
export type TrailHead = {
  /** Names the trail. */
  chain: string;
  /** Number of the last line; 0 for none. */
  number: number;
  /** Hash of the last line. */
  hash: string;
};

/** The last line's number and hash: two reads by key. */
export function readTrailHead(database: Database): TrailHead {
  return { chain: readChainId(database), ...readLastLine(database) };
}

/** What the next line is chained to. */
export function readLastLine(database: Database): Omit<TrailHead, 'chain'> {
  const last = database.prepare('SELECT number, hash FROM audit_log ORDER BY number DESC LIMIT 1').get() as
    | { number: number; hash: string | null }
    | undefined;
  if (last?.hash) return { number: last.number, hash: last.hash };
  let hash = genesisHash(readChainId(database));
  // Once in the life of a database that is older than the chain.
  for (const line of readLines(database, 0)) hash = hashLine(line, hash);
  return { number: last?.number ?? 0, hash };
}

/** The trail's name; empty only when somebody took it away. */
export function readChainId(database: Database): string {
  return database.query(chainQuery).get()?.id ?? '';
}

// Asked with every save and after each run.
const chainQuery = (orm: Orm) => orm.select({ id: auditChain.id }).from(auditChain).prepare();

export type HeadStep =
  /** The trail has only grown since; its end is to be kept from now on. */
  | { kind: 'grown'; head: TrailHead }
  /** Another trail than the one kept: a new database, after signing out or a rescue. */
  | { kind: 'other'; head: TrailHead }
  /** The line that was kept is not there or is another one: what is kept is the evidence and stays. */
  | { kind: 'lost' };

/** What to keep now, after `kept`. One read by key, so that it can be asked after each run. */
export function nextHead(database: Database, kept: TrailHead | null): HeadStep {
  const head = readTrailHead(database);
  if (kept?.chain !== head.chain) return { kind: kept ? 'other' : 'grown', head };
  if (kept.number === 0) return { kind: 'grown', head };
  const line = database.prepare('SELECT hash FROM audit_log WHERE number = ?').get(kept.number) as
    | { hash: string | null }
    | undefined;
  // A line older than the chain holds no hash; the first line that does covers it.
  return line && (line.hash === null || line.hash === kept.hash) ? { kind: 'grown', head } : { kind: 'lost' };
}
