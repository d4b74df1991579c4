import { canonicalText } from '../../server/push/same-value';
import { fieldGroups } from '../../src/shared/contracts/entities';
import type { SimDevice } from './device';
import { decisionOf, nameOf, readMirror } from './invariants';
import { type Decision, type Fields, hasEffect, type Intent } from './oracle';
import type { World } from './world';

/** Everything that must hold when faults have ended and all is sent. */
export async function checkAtRest(world: World): Promise<void> {
  for (const device of world.devices) {
    checkDrained(world, device);
    checkHistory(world, device);
    await checkMirror(world, device);
  }
  for (const [mutation, count] of await world.server.effects())
    if (count > 1)
      world.report({ kind: 'duplicated', device: '', what: `${mutation} has had ${count} effects` });
}

/** I7: nothing waits but what waits for something parked, or what the server itself fails on. */
function checkDrained(world: World, device: SimDevice): void {
  const database = device.database();
  const report = (what: string) => world.report({ kind: 'stuck', device: device.name, what });
  if (!database || !device.work()) report('nobody is at work');
  const { kind } = device.work()?.engine.status() ?? {};
  if (kind === 'auth_needed' || kind === 'update_needed' || kind === 'server_error') report(`says ${kind}`);
  for (const { id, recordId, waits } of world.waiting(device))
    if (!waits) report(`${id} of record ${recordId} was never sent`);
}

/** I1 again, in the history that the server has now: a restored backup gets back what it forgot. */
function checkHistory(world: World, device: SimDevice): void {
  const unsettled = new Set(world.waiting(device).map(({ id }) => id));
  const parked = world.parked(device);
  for (const intent of world.oracle.intentsOf(device.name)) {
    if (intent.closed || isAmong(intent, unsettled) || isAmong(intent, parked)) continue;
    const decision = decisionOf(world, intent);
    // She was told that it lost, and nothing of it was ever there to be given back.
    if (decision && lostAll(decision)) continue;
    const now = decision && world.oracle.decision(device.name, decision.mutation.id);
    if (!now || !hasEffect(now.result))
      world.report({
        kind: 'lost',
        device: device.name,
        what: `${nameOf(intent)} is not on the server (${now?.result.outcome ?? 'unknown there'})`,
      });
  }
}

function lostAll({ entity, mutation, result }: Decision): boolean {
  if (result.outcome !== 'conflict') return false;
  if (mutation.operation === 'delete' || result.record === null) return true;
  return Object.entries(fieldGroups[entity]).every(
    ([group, fields]) => result.groups?.includes(group) || !fields.some((field) => field in mutation.changes),
  );
}

function isAmong(intent: Intent, ids: ReadonlySet<string>): boolean {
  return [...intent.ids].some((id) => ids.has(id));
}

/** I3: the mirror is what the server holds in scope, field by field; I8: and nothing else. */
async function checkMirror(world: World, device: SimDevice): Promise<void> {
  const database = device.database();
  if (!database) return;
  const open = new Set(
    (
      database
        .prepare(`SELECT record_id AS id FROM outbox WHERE state IN ('pending', 'in_flight', 'parked')`)
        .all() as { id: string }[]
    ).map(({ id }) => id),
  );
  const there = await world.server.scopeOf(device.email);
  const here = readMirror(database);
  const everywhere = new Map((await world.server.rows()).map((row) => [String(row.record.id), row]));
  for (const [key, record] of there) {
    if (open.has(String(record.id))) continue;
    const mirrored = here.get(key);
    const field = mirrored ? difference(record, mirrored) : 'all of it';
    if (field)
      world.report({
        kind: 'diverged',
        device: device.name,
        what: `${key}: ${field}, there ${JSON.stringify(record[field])} here ${JSON.stringify(mirrored?.[field])}`,
      });
  }
  for (const [key, record] of here) {
    if (there.has(key) || open.has(String(record.id))) continue;
    const row = everywhere.get(String(record.id));
    const why = row === undefined ? 'unknown there' : row.deleted ? 'deleted there' : 'of another unit';
    world.report({
      kind: why === 'of another unit' ? 'outOfScope' : 'diverged',
      device: device.name,
      what: `${key} is only here, at revision ${record.revision} (${why}, ${row?.record.revision ?? 0})`,
    });
  }
}

/** The first field that is not the same. Mentors have no order. */
function difference(there: Fields, here: Fields): string | null {
  const text = (field: string, value: Fields[string] | undefined) =>
    field === 'mentors' && Array.isArray(value)
      ? value
          .map((mentor) => canonicalText(mentor))
          .sort()
          .join()
      : canonicalText(value ?? null);
  return Object.keys(there).find((field) => text(field, there[field]) !== text(field, here[field])) ?? null;
}
