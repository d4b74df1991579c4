import type { Database } from '../../src/main/database/open-database';
import { readRecord } from '../../src/main/database/records';
import { entityNames, fieldGroups } from '../../src/shared/contracts/entities';
import type { SimDevice } from './device';
import { look, type Seen } from './look';
import { type Fields, type Intent, mirrorKey, type Violation } from './oracle';
import type { World } from './world';

type Report = (violation: Omit<Violation, 'device'>) => void;
type OutboxLine = {
  id: string;
  recordId: string;
  state: string;
  outcome: string | null;
  problem: string | null;
};

/** Whether anything has happened to a computer that has to be judged. */
export function isToCheck(world: World, device: SimDevice): boolean {
  const before = world.seen(device);
  const isSame = before?.boot === device.boot() && before.changes === device.commits;
  return !isSame || device.statuses.length > 0 || device.defects.length > 0;
}

/** Everything that must hold of one computer between any two events; what has not changed since is not judged anew. */
export async function checkDevice(world: World, device: SimDevice): Promise<void> {
  const database = device.database();
  if (!database || device.frozen) return;
  const report: Report = (violation) => world.report({ ...violation, device: device.name });
  for (const defect of device.defects.splice(0)) report({ kind: 'defects', what: defect });
  const before = world.seen(device);
  const isSame = before?.boot === device.boot() && before.changes === device.commits;
  if (!isSame || device.statuses.length > 0) checkStatus(world, device, database, report);
  if (isSame) return;
  const seen = look(world, device, database);
  const isWorkSame = before?.work === seen.work && before.known === seen.known;
  if (!isWorkSame) checkNothingLost(world, device, { database, report });
  checkNeverBack(seen, before, report);
  if (before?.revisions !== seen.revisions) checkTenant(world, device, { seen, report });
  const isWhole = isWorkSame && before.caughtUp && before.revisions === seen.revisions;
  if (world.server.kind === 'memory' && seen.caughtUp && !isWhole)
    await checkWhole(world, device, { database, seen, report });
  world.see(device, seen);
}

/** "Everything is sent" over something that is not. */
function checkStatus(world: World, device: SimDevice, database: Database, report: Report): void {
  const told = device.statuses.splice(0);
  const work = device.work();
  if (work) told.push(work.engine.status());
  if (!told.some(({ kind }) => kind === 'synced')) return;
  const unsent = world.unsentOf(device);
  if (unsent[0]) report({ kind: 'falseSynced', what: `while ${nameOf(unsent[0])} is not sent` });
  if (world.typed(device).size > 0) report({ kind: 'falseSynced', what: 'over unfinished rows' });
  const { n } = database
    .prepare(
      `SELECT (SELECT count(*) FROM outbox WHERE state IN ('pending', 'in_flight', 'parked'))
            + (SELECT count(*) FROM conflicts WHERE state = 'open') AS n`,
    )
    .get() as { n: number };
  // The last word counts; an earlier one of the same event may have been true when it was said.
  if (n > 0 && told.at(-1)?.kind === 'synced')
    report({ kind: 'falseSynced', what: 'over what needs the person' });
}

/** I1: what she was told is saved is on its way, stored, or shown to her. */
function checkNothingLost(
  world: World,
  device: SimDevice,
  { database, report }: { database: Database; report: Report },
): void {
  const lines = database
    .prepare('SELECT id, record_id AS recordId, state, outcome, problem FROM outbox')
    .all() as OutboxLine[];
  const byId = new Map(lines.map((line) => [line.id, line]));
  for (const intent of world.oracle.intentsOf(device.name)) {
    if (intent.closed) continue;
    const id = idOf(intent, byId);
    const line = id === undefined ? undefined : byId.get(id);
    const decision = decisionOf(world, intent);
    if (line?.state === 'pending' || line?.state === 'in_flight') continue;
    if (line?.state === 'parked') {
      if (line.problem === null) report({ kind: 'stuck', what: `${nameOf(intent)} is parked for no reason` });
      continue;
    }
    if (!decision) {
      const what = line ? `is ${line.state} here, and the server has not said so` : 'is nowhere';
      report({ kind: 'lost', what: `${nameOf(intent)} ${what}` });
      continue;
    }
    const { outcome, groups = [], record } = decision.result;
    if (outcome === 'rejected')
      report({ kind: 'lost', what: `${nameOf(intent)} was refused and is not shown` });
    if (outcome !== 'conflict' || !line) continue;
    const told = database
      .prepare('SELECT field_group AS name FROM conflicts WHERE mutation_id = ?')
      .all(line.id) as { name: string }[];
    const lost = groups.filter((group) => touches(intent, group) || record === null);
    const untold = lost.find((group) => !told.some(({ name }) => name === group));
    if (untold) report({ kind: 'lost', what: `${nameOf(intent)} lost ${untold} and is not in the journal` });
  }
}

function touches(intent: Intent, group: string): boolean {
  const fields = fieldGroups[intent.entity][group] ?? [];
  return fields.some((field) => field in intent.changes);
}

function idOf(intent: Intent, known: ReadonlyMap<string, OutboxLine>): string | undefined {
  return [...intent.ids].find(
    (id) => known.has(id) && (intent.recordId ?? known.get(id)?.recordId) === known.get(id)?.recordId,
  );
}

/** The server's newest word: what was refused and tried again has a second one, under a later id. */
export function decisionOf(world: World, intent: Intent) {
  for (const id of [...intent.ids].reverse()) {
    const decision = world.oracle.everDecided(intent.device, id);
    if (decision?.intents.includes(intent)) return decision;
  }
  return undefined;
}

/** I6: cursor and revisions never go back, except in a declared resync. */
function checkNeverBack(seen: Seen, before: Seen | undefined, report: Report): void {
  if (!before || before.boot !== seen.boot) return;
  if (before.snapshot !== seen.snapshot || before.epoch !== seen.epoch) return;
  if (before.cursor !== null && seen.cursor === null)
    report({ kind: 'wentBack', what: 'the cursor is gone' });
  else if (seen.cursor !== before.cursor && seen.cursorOrder < before.cursorOrder)
    report({ kind: 'wentBack', what: 'the cursor is an older one' });
  if (seen.revisions === before.revisions) return;
  for (const [key, { revision }] of seen.revisions) {
    const known = before.revisions.get(key);
    // Revisions of another history say nothing about this one.
    if (known && known.epoch === seen.epoch && revision < known.revision)
      report({ kind: 'wentBack', what: `${key} from revision ${known.revision} to ${revision}` });
  }
}

/** I8: no row of another organisation. */
function checkTenant(
  world: World,
  device: SimDevice,
  { seen, report }: { seen: Seen; report: Report },
): void {
  const own = world.orgOf(device.email);
  for (const key of seen.revisions.keys()) {
    const orgId = world.orgOfRecord(key);
    if (orgId !== undefined && orgId !== own) report({ kind: 'outOfScope', what: `${key} is another's` });
  }
}

/** I5: of one transaction of the server, all or nothing; leaving out what this computer itself has a hand in. */
async function checkWhole(
  world: World,
  device: SimDevice,
  { database, seen, report }: { database: Database; seen: Seen; report: Report },
): Promise<void> {
  const own = new Set(
    (database.prepare('SELECT DISTINCT record_id AS id FROM outbox').all() as { id: string }[]).map(
      ({ id }) => id,
    ),
  );
  const orgId = world.orgOf(device.email);
  const inScope = await world.server.scopeOf(device.email);
  for (const [xid, rows] of world.server.transactions()) {
    const mine = rows.filter(
      (row) => row.orgId === orgId && !own.has(row.id) && inScope.has(mirrorKey(row.entity, row.id)),
    );
    const have = mine.filter(
      (row) => (seen.revisions.get(mirrorKey(row.entity, row.id))?.revision ?? 0) >= row.revision,
    );
    const missing = mine.find((row) => !have.includes(row));
    if (have.length > 0 && missing)
      report({
        kind: 'tornReads',
        what: `transaction ${xid} without ${mirrorKey(missing.entity, missing.id)}`,
      });
  }
}

/** Rows with everything that is in them, as the person sees them. */
export function readMirror(database: Database): Map<string, Fields> {
  const mirror = new Map<string, Fields>();
  for (const entity of entityNames) {
    const rows = database.prepare(`SELECT id FROM ${entity}`).all() as { id: string }[];
    for (const { id } of rows) mirror.set(mirrorKey(entity, id), readRecord(database, entity, id) ?? {});
  }
  return mirror;
}

export function nameOf({ operation, entity, recordId }: Intent): string {
  return `${operation} of ${entity} ${recordId ?? '(made anew)'}`;
}
