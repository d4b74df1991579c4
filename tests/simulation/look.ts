import type { Database } from '../../src/main/database/open-database';
import { entityNames } from '../../src/shared/contracts/entities';
import type { SimDevice } from './device';
import type { Issued } from './watch';
import type { World } from './world';

/** What was seen of a computer's tables after the last event, to compare with. */
export type Seen = {
  boot: number;
  changes: number;
  cursor: string | null;
  cursorOrder: number;
  snapshot: number;
  epoch: string | null;
  /** Ids and revisions of the mirror, and what became of each mutation, as text: what has not changed is not judged anew. */
  mirror: string;
  work: string;
  /** By entity and id, with the history of the server that it was first seen under. */
  revisions: Map<string, { revision: number; epoch: string | null }>;
  /** The first transaction of the server of which a listing cannot have shown a part. */
  listedUntil: number;
  /** Whether everything up to one moment of the server has been stored: then no half of a transaction may show. */
  caughtUp: boolean;
  /** What the simulation itself knew when this was judged. */
  known: string;
};
type State = { cursor: string | null; epoch: string | null; snapshot: number };

const mirrorSql = `SELECT ${entityNames
  .map((entity) => `(SELECT group_concat('${entity} ' || id || ' ' || revision, char(10)) FROM ${entity})`)
  .map((lines) => `coalesce(${lines} || char(10), '')`)
  .join(' || ')}`;
const workSql = `SELECT
  (SELECT json_group_array(json_array(id, record_id, state, outcome, problem)) FROM outbox)
  || (SELECT json_group_array(mutation_id || field_group) FROM conflicts)`;

export function look(world: World, device: SimDevice, database: Database): Seen {
  const before = world.seen(device);
  const state = (database.prepare('SELECT cursor, epoch, snapshot FROM sync_state').get() as
    | State
    | undefined) ?? { cursor: null, epoch: null, snapshot: 0 };
  const mirror = readText(database, mirrorSql);
  const issued = state.cursor === null ? undefined : world.watch.cursor(device, state.cursor);
  const isNew = before?.cursor !== state.cursor;
  const listedUntil = isNew && issued?.snapshot ? issued.reach.newest : (before?.listedUntil ?? 0);
  const caughtUp = isCaughtUp(world, device, { before, cursor: state.cursor, issued, listedUntil });
  if (state.cursor === null || issued?.snapshot) world.scopeSettled(device);
  return {
    boot: device.boot(),
    changes: device.commits,
    ...state,
    cursorOrder: issued?.order ?? 0,
    mirror,
    work: readText(database, workSql),
    revisions: before?.mirror === mirror ? before.revisions : readRevisions(mirror, before, state.epoch),
    listedUntil,
    caughtUp,
    known: `${world.oracle.version()} ${world.server.version()}`,
  };
}

/** A listing reads what is committed while it goes on; only the changes since, past all that began meanwhile, make it whole. */
function isCaughtUp(
  world: World,
  device: SimDevice,
  {
    before,
    cursor,
    issued,
    listedUntil,
  }: Pick<Seen, 'cursor' | 'listedUntil'> & {
    before: Seen | undefined;
    issued: Issued | undefined;
  },
): boolean {
  if (cursor === null || world.isScopeNew(device)) return false;
  const stays = before?.cursor === cursor;
  if (!stays && issued?.snapshot) return false;
  if (stays || issued?.more) return before?.caughtUp ?? false;
  return issued === undefined || issued.reach.settled >= listedUntil;
}

function readText(database: Database, sql: string): string {
  return database.prepare(sql).pluck().get() as string;
}

function readRevisions(mirror: string, before: Seen | undefined, epoch: string | null): Seen['revisions'] {
  const revisions: Seen['revisions'] = new Map();
  for (const line of mirror.split('\n').slice(0, -1)) {
    const [entity, id, text] = line.split(' ');
    const key = `${entity} ${id}`;
    const revision = Number(text);
    const known = before?.revisions.get(key);
    revisions.set(key, known?.revision === revision ? known : { revision, epoch });
  }
  return revisions;
}
