import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { entityTable, recordExpression } from '../../../../server/records/entity-tables';
import { type RunningServer, startServer } from '../../../../server/start-server';
import { conflicts, notices, outbox, shadows, syncState } from '../../../../src/main/database/schema';
import { saveActivities } from '../../../../src/main/registrations/save-activities';
import type { Activity } from '../../../../src/shared/contracts/activity';
import { contextOf, type Device, makeDevice, someActivity } from '../../../support/make-device';
import { before, type Cell, editsOf, expectedOf, makeCells, type Timing } from './conflict-cells';

type Side = 'mine' | 'theirs';

let server: RunningServer;
let devices: Record<Side, Device>;
const names: Record<Side, string> = { mine: 'Kari Furulund', theirs: 'Astrid Vardås' };

beforeAll(async () => {
  server = await startServer({ demo: 'S', passwordCost: 10 });
  devices = { mine: await makeDevice(server.url), theirs: await makeDevice(server.url) };
  await devices.mine.signIn();
  await devices.theirs.signIn('admin.demo@feltbok.example');
  await run('mine');
  await run('theirs');
});
afterEach(() => {
  for (const { defects } of Object.values(devices)) expect(defects).toEqual([]);
});
afterAll(async () => {
  for (const device of Object.values(devices)) device.remove();
  await server.close();
});

const run = (side: Side) => devices[side].work().engine.run('now');
const workspace = (side: Side) => devices[side].work().workspace;

/** Pulls while what waits to be sent is not due: as when it has just failed. */
async function pullOnly(side: Side): Promise<void> {
  const { orm } = devices[side].database();
  const later = devices[side].clock.now() + 3_600_000;
  orm.update(outbox).set({ retryAt: later }).where(eq(outbox.state, 'pending')).run();
  orm.update(syncState).set({ retryAt: null, runFailures: 0 }).run();
  await devices[side].work().engine.run('schedule');
}

async function loseAnswer(side: Side): Promise<void> {
  const { net } = devices[side];
  net.faultFor = (request) => (request.startsWith('POST') ? 'lose_answer' : null);
  await run(side);
  net.faultFor = () => null;
}

/** Brings the two changes together at the moment that the timing names. */
const meet: Record<Timing, (save: (side: Side) => Promise<void>) => Promise<void>> = {
  'theirs arrives first and is pulled before mine is claimed': async (save) => {
    await save('mine');
    await save('theirs');
    await run('theirs');
    await pullOnly('mine');
    await run('mine');
  },
  'theirs arrives first and is pulled after mine is sent': async (save) => {
    await save('mine');
    await save('theirs');
    await run('theirs');
    await run('mine');
  },
  'theirs arrives while mine is on its way': async (save) => {
    await save('mine');
    await save('theirs');
    let arrived = false;
    devices.mine.net.meanwhile = async (request) => {
      if (!request.startsWith('POST') || arrived) return;
      arrived = true;
      await run('theirs');
    };
    await run('mine');
    expect(arrived).toBe(true);
  },
  'theirs arrives after mine, whose answer is lost, and is pulled before mine is heard of': async (save) => {
    await save('mine');
    await save('theirs');
    await loseAnswer('mine');
    await run('theirs');
    await pullOnly('mine');
    await run('mine');
  },
  'theirs arrives after mine, whose answer is lost, and is pulled after mine is heard of': async (save) => {
    await save('mine');
    await save('theirs');
    await loseAnswer('mine');
    await run('theirs');
    await run('mine');
  },
  'theirs is made on mine, whose answer is lost, and is pulled before mine is heard of': async (save) => {
    await save('mine');
    await loseAnswer('mine');
    await run('theirs');
    await save('theirs');
    await run('theirs');
    await pullOnly('mine');
    await run('mine');
  },
  'theirs is made on mine, whose answer is lost, and is pulled after mine is heard of': async (save) => {
    await save('mine');
    await loseAnswer('mine');
    await run('theirs');
    await save('theirs');
    await run('theirs');
    await run('mine');
  },
  'theirs arrives after mine is settled': async (save) => {
    await save('mine');
    await save('theirs');
    await run('mine');
    await run('theirs');
  },
  'mine is made on theirs': async (save) => {
    await save('theirs');
    await run('theirs');
    await run('mine');
    await save('mine');
    await run('mine');
  },
};

/** A record that both devices have; its batch id names it, also when it is made anew. */
async function makeRecord(): Promise<{ id: string; batchId: string }> {
  const [id, batchId] = [randomUUID(), randomUUID()];
  const device = devices.mine;
  saveActivities(contextOf(device), [{ id, fields: someActivity(device, { ...before, batchId }) }]);
  await run('mine');
  await run('theirs');
  return { id, batchId };
}

async function change(side: Side, id: string, cell: Pick<Cell, Side | 'group'>): Promise<void> {
  const { activities } = workspace(side);
  const saved =
    cell[side] === 'deletes'
      ? await activities.remove({ id })
      : await activities.update({ id, changes: editsOf(cell)[side] });
  expect(saved).toMatchObject({ kind: 'saved' });
}

/** Live records on the server, as the contract shows them. */
async function onServer(batchId: string): Promise<Activity[]> {
  const rows = await server.sql<{ record: Activity }>(
    `SELECT ${recordExpression(entityTable('activities'))} AS record FROM activities t
     WHERE batch_id = $1 AND deleted_at IS NULL`,
    [batchId],
  );
  return rows.map(({ record }) => record);
}

async function onDevice(side: Side, batchId: string): Promise<Activity[]> {
  const ids = devices[side]
    .database()
    .prepare('SELECT id FROM activities WHERE batch_id = ?')
    .pluck()
    .all(batchId) as string[];
  const found = await Promise.all(ids.map((id) => workspace(side).activities.get({ id })));
  return found.flatMap(({ activity }) => (activity ? [activity] : []));
}

async function expectEverywhere(batchId: string, values: Partial<Activity> | null): Promise<void> {
  const stored = await onServer(batchId);
  expect(stored).toMatchObject(values ? [values] : []);
  expect(stored).toHaveLength(values ? 1 : 0);
  for (const side of ['mine', 'theirs'] as const) expect(await onDevice(side, batchId)).toEqual(stored);
}

function journalOf(side: Side, recordId: string) {
  const rows = devices[side]
    .database()
    .orm.select()
    .from(conflicts)
    .where(and(eq(conflicts.recordId, recordId), eq(conflicts.state, 'open')))
    .all();
  return rows.map((row) => {
    const field = row.fieldGroup === 'note' ? 'note' : 'durationMin';
    const theirs = row.theirs === null ? null : row.theirs[field];
    return { group: row.fieldGroup, base: row.base[field], mine: row.mine[field], theirs, by: row.madeBy };
  });
}

const conflictNotices = (side: Side) =>
  devices[side].database().orm.select().from(notices).where(eq(notices.kind, 'conflict')).all().length;

function lastOutcome(side: Side, recordId: string) {
  return devices[side]
    .database()
    .orm.select({ state: outbox.state, outcome: outbox.outcome })
    .from(outbox)
    .where(eq(outbox.recordId, recordId))
    .all()
    .at(-1);
}

/** Each losing change once more, on what stands now; a second time there is nothing left to answer. */
async function applyAgain(side: Side, recordId: string): Promise<void> {
  const lines = (await workspace(side).sync.conflicts({} as never)).filter(
    (line) => line.recordId === recordId,
  );
  for (const { id } of lines) {
    const answers = [{ id, choice: { kind: 'mine' as const } }];
    expect(await workspace(side).sync.resolve({ answers })).toMatchObject({ kind: 'saved' });
    expect(await workspace(side).sync.resolve({ answers })).toEqual({ kind: 'not_found' });
  }
}

async function settleBoth(): Promise<void> {
  for (const side of ['mine', 'theirs', 'mine'] as const) await run(side);
}

describe('two devices change one record', () => {
  for (const cell of makeCells()) it(cell.name, () => checkCell(cell));
});

async function checkCell(cell: Cell): Promise<void> {
  const { id, batchId } = await makeRecord();
  const expected = expectedOf(cell);
  const told = { mine: conflictNotices('mine'), theirs: conflictNotices('theirs') };
  await meet[cell.timing]((side) => change(side, id, cell));
  devices.mine.net.meanwhile = () => {};
  await settleBoth();

  await expectEverywhere(batchId, expected.server);
  for (const side of ['mine', 'theirs'] as const) {
    const other = names[side === 'mine' ? 'theirs' : 'mine'];
    const rows = expected.journal[side].map((row) => ({ ...row, by: other }));
    expect(journalOf(side, id)).toEqual(rows);
    expect(conflictNotices(side) - told[side]).toBe(rows.length);
    expect(lastOutcome(side, id)).toEqual({
      state: rows.length > 0 ? 'conflicted' : 'settled',
      outcome: expected.outcome[side],
    });
    expect(devices[side].database().orm.select().from(shadows).all()).toEqual([]);
  }

  await applyAgain('mine', id);
  await applyAgain('theirs', id);
  await settleBoth();
  await expectEverywhere(batchId, expected.appliedAgain);
  expect([...journalOf('mine', id), ...journalOf('theirs', id)]).toEqual([]);
}

describe('beside the grid', () => {
  it('one device makes a record twice under one id, the answer to the first being lost: one record', async () => {
    const { batchId } = await makeRecord();
    const [made] = (await onServer(batchId)) as [Activity];
    const id = randomUUID();
    const { id: _id, revision: _revision, ...fields } = made;
    const batch = randomUUID();
    const { countable: _c, countableReasons: _r, rulesVersion: _v, reportingYear: _y, ...typed } = fields;
    saveActivities(contextOf(devices.mine), [{ id, fields: { ...typed, batchId: batch } }]);
    await loseAnswer('mine');
    await settleBoth();
    await expectEverywhere(batch, { id, batchId: batch });
    expect(journalOf('mine', id)).toEqual([]);
  });

  it('both write the same value: nothing is lost, nothing is journalled', async () => {
    const { id, batchId } = await makeRecord();
    for (const side of ['mine', 'theirs'] as const)
      await workspace(side).activities.update({ id, changes: { durationMin: 90, note: 'alike' } });
    await run('theirs');
    await run('mine');
    await settleBoth();
    await expectEverywhere(batchId, { durationMin: 90, note: 'alike' });
    expect([...journalOf('mine', id), ...journalOf('theirs', id)]).toEqual([]);
    expect(lastOutcome('mine', id)?.state).toBe('settled');
  });

  it('three groups with a mixed outcome: one is lost and journalled, one alike, one stored', async () => {
    const { id, batchId } = await makeRecord();
    await workspace('mine').activities.update({
      id,
      changes: { durationMin: 45, travelKm: 12, note: 'mine' },
    });
    await workspace('theirs').activities.update({ id, changes: { durationMin: 60, travelKm: 12 } });
    await run('theirs');
    await run('mine');
    await settleBoth();
    await expectEverywhere(batchId, { durationMin: 60, travelKm: 12, note: 'mine' });
    expect(journalOf('mine', id)).toEqual([
      { group: 'what', base: 30, mine: 45, theirs: 60, by: names.theirs },
    ]);
  });
});
