import type { Database } from '../database/open-database';
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
  const chain = readChainId(database);
  const last = database.prepare('SELECT number, hash FROM audit_log ORDER BY number DESC LIMIT 1').get() as
    | { number: number; hash: string | null }
    | undefined;
  if (!last) return { chain, number: 0, hash: genesisHash(chain) };
  if (last.hash !== null) return { chain, number: last.number, hash: last.hash };
  // Once in the life of a database that is older than the chain.
  let hash = genesisHash(chain);
  for (const line of readLines(database, 0)) hash = hashLine(line, hash);
  return { chain, number: last.number, hash };
}

/** The trail's name; empty only when somebody took it away. */
export function readChainId({ orm }: Database): string {
  const row = orm.select({ id: auditChain.id }).from(auditChain).get();
  return row?.id ?? '';
}
