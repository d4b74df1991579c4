import { randomUUID } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../../server/start-server';
import { verifyTrail } from '../../../../src/main/audit/verify-trail';
import { auditLog, conflicts, outbox } from '../../../../src/main/database/schema';
import { saveActivities } from '../../../../src/main/registrations/save-activities';
import type { ActivityFields } from '../../../../src/shared/contracts/activity';
import type { Cells } from '../../../../src/shared/contracts/drafts';
import { jsonAnswer } from '../../../support/faulty-network';
import { contextOf, type Device, makeDevice, someActivity } from '../../../support/make-device';

let server: RunningServer;
let device: Device;
let other: Device;
beforeAll(async () => {
  server = await startServer({ demo: 'S', passwordCost: 10 });
  other = await makeDevice(server.url);
  await other.signIn('admin.demo@feltbok.example');
});
afterAll(async () => {
  other.remove();
  await server.close();
});
beforeEach(async () => {
  device = await makeDevice(server.url);
  await device.signIn();
  await device.work().engine.run('start');
});
afterEach(async () => {
  expect([...device.defects, ...other.defects]).toEqual([]);
  expect(await verifyTrail(device.database())).toMatchObject({ kind: 'whole' });
  device.remove();
});

const workspace = () => device.work().workspace;
const go = () => device.work().engine.run('now');
const theyGo = () => other.work().engine.run('now');
const undo = (id: string | undefined) => workspace().activities.undo({ undo: id ?? '' });
const done = (undone: number, kept = 0, waiting = 0) => ({ kind: 'undone', undone, kept, waiting });

/** Registrations that the server has. */
async function sent(
  count = 1,
  changes: Partial<ActivityFields> = {},
): Promise<{ ids: string[]; batch: string }> {
  const batch = randomUUID();
  const fields = someActivity(device, { durationMin: 30, note: 'before', batchId: batch, ...changes });
  const made = Array.from({ length: count }, () => ({ id: randomUUID(), fields }));
  saveActivities(contextOf(device), made);
  await go();
  return { ids: made.map(({ id }) => id), batch };
}

async function edit(id: string, changes: Partial<ActivityFields>): Promise<string> {
  const result = await workspace().activities.update({ id, changes });
  return result.kind === 'saved' ? (result.undo ?? '') : '';
}

async function remove(id: string): Promise<string> {
  const result = await workspace().activities.remove({ id });
  return result.kind === 'saved' ? (result.undo ?? '') : '';
}

/** A finished entry session. */
async function finish(
  count: number,
  changes: Cells = {},
): Promise<{ undo: string | undefined; batch: string }> {
  const session = await workspace().drafts.open({} as never);
  const { mentors, types, today } = await workspace().reference.read({} as never);
  const ids = await workspace().drafts.newId({ count });
  const type = types.find(({ code }) => code === 'home_visit') ?? types[0];
  for (const [index, rowId] of ids.entries()) {
    const cells: Cells = {
      mentor: mentors.filter(({ active }) => active)[index]?.id ?? '',
      type: type?.id ?? '',
      date: today,
      duration: '60',
      participants: '3',
      note: `row ${index}`,
      ...changes,
    };
    const row = {
      sessionId: session.id,
      rowId,
      position: index,
      origin: 'free' as const,
      focus: null,
      cells,
    };
    expect(await workspace().drafts.saveRow(row)).toEqual({ kind: 'saved' });
  }
  const finished = await workspace().drafts.finish({ sessionId: session.id });
  expect(finished).toMatchObject({ kind: 'finished', registered: count });
  return { undo: finished.kind === 'finished' ? finished.undo : undefined, batch: session.id };
}

async function loseAnswer(): Promise<void> {
  device.net.faultFor = (request) => (request.startsWith('POST') ? 'lose_answer' : null);
  await go();
  device.net.faultFor = () => null;
}

const onServer = (batch: string) =>
  server.sql<{ id: string; note: string; duration_min: number }>(
    'SELECT id, note, duration_min FROM activities WHERE batch_id = $1 AND deleted_at IS NULL ORDER BY note',
    [batch],
  );
const here = (batch: string) =>
  device
    .database()
    .prepare('SELECT id, note, duration_min FROM activities WHERE batch_id = ? ORDER BY note')
    .all(batch);
const unsettled = () =>
  device
    .database()
    .orm.select()
    .from(outbox)
    .where(inArray(outbox.state, ['pending', 'in_flight', 'parked']))
    .all();
const undoneLines = () =>
  device.database().orm.select().from(auditLog).where(eq(auditLog.action, 'undone')).all().length;
const rows = async () => (await workspace().drafts.open({} as never)).rows;

test('unsent edit: goes back to what stood, and nothing is left to send', async () => {
  const { ids, batch } = await sent();
  const step = await edit(ids[0] ?? '', { note: 'after', travelKm: 4 });
  expect(await undo(step)).toEqual(done(1));
  expect(here(batch)).toMatchObject([{ note: 'before' }]);
  expect(unsettled()).toEqual([]);
  expect(await undo(step)).toEqual({ kind: 'not_found' });
  expect(undoneLines()).toBe(1);
});

test('unsent delete: the record is back, and nothing is left to send', async () => {
  const { ids, batch } = await sent();
  const step = await remove(ids[0] ?? '');
  expect(here(batch)).toEqual([]);
  expect(await undo(step)).toEqual(done(1));
  expect(here(batch)).toMatchObject([{ id: ids[0], note: 'before' }]);
  expect(unsettled()).toEqual([]);
});

test('unsent delete of a record with an unsent edit: the edit is back too, and is sent', async () => {
  const { ids, batch } = await sent();
  await edit(ids[0] ?? '', { note: 'edited' });
  const step = await remove(ids[0] ?? '');
  expect(await undo(step)).toEqual(done(1));
  await go();
  expect(await onServer(batch)).toMatchObject([{ id: ids[0], note: 'edited', duration_min: 30 }]);
});

test('unsent session: all rows are back in the entry session as they were typed, and nothing is left to send', async () => {
  const { undo: step, batch } = await finish(3);
  expect(here(batch)).toHaveLength(3);
  expect(await undo(step)).toEqual(done(3));
  expect(here(batch)).toEqual([]);
  expect(unsettled()).toEqual([]);
  expect((await rows()).map(({ cells }) => cells.note)).toEqual(['row 0', 'row 1', 'row 2']);
  await go();
  expect(await onServer(batch)).toEqual([]);
  // The rows can be finished again: nothing of the first time stands in their way.
  const again = await workspace().drafts.open({} as never);
  expect(await workspace().drafts.finish({ sessionId: again.id })).toMatchObject({ registered: 3, kept: 0 });
  await go();
  expect(await onServer(again.id)).toHaveLength(3);
});

test('unsent record, made and deleted: undone under its own id', async () => {
  const { batch } = await finish(1);
  const [made] = here(batch) as { id: string }[];
  const step = await remove(made?.id ?? '');
  expect(await undo(step)).toEqual(done(1));
  await go();
  expect(await onServer(batch)).toMatchObject([{ note: 'row 0' }]);
});

test('edit in flight, its answer lost: the server ends with the earlier value', async () => {
  const { ids, batch } = await sent();
  const step = await edit(ids[0] ?? '', { note: 'after' });
  await loseAnswer();
  expect(await onServer(batch)).toMatchObject([{ note: 'after' }]);
  expect(await undo(step)).toEqual(done(1));
  expect(here(batch)).toMatchObject([{ note: 'before' }]);
  await go();
  expect(await onServer(batch)).toMatchObject([{ id: ids[0], note: 'before' }]);
  expect(unsettled()).toEqual([]);
});

test('delete in flight, its answer lost: waits for the server, then stands once, also after a restart', async () => {
  const { ids, batch } = await sent();
  const step = await remove(ids[0] ?? '');
  await loseAnswer();
  expect(await undo(step)).toEqual(done(0, 0, 1));
  await device.restart();
  await go();
  await go();
  const stored = await onServer(batch);
  expect(stored).toMatchObject([{ note: 'before', duration_min: 30 }]);
  expect(stored[0]?.id).not.toBe(ids[0]);
  expect(here(batch)).toEqual(stored);
});

test('delete in flight that loses to another’s edit: their record stands, once', async () => {
  const { ids, batch } = await sent();
  await theyGo();
  await other.work().workspace.activities.update({ id: ids[0] ?? '', changes: { note: 'theirs' } });
  const step = await remove(ids[0] ?? '');
  device.net.faultFor = (request) => (request.startsWith('POST') ? 'refuse' : null);
  await go();
  device.net.faultFor = () => null;
  await theyGo();
  expect(await undo(step)).toEqual(done(0, 0, 1));
  await go();
  await go();
  expect(await onServer(batch)).toMatchObject([{ id: ids[0], note: 'theirs' }]);
  expect(here(batch)).toMatchObject([{ id: ids[0], note: 'theirs' }]);
});

test('session in flight, its answer lost: the server ends without it, and the rows are back', async () => {
  const { undo: step, batch } = await finish(2);
  await loseAnswer();
  expect(await onServer(batch)).toHaveLength(2);
  expect(await undo(step)).toEqual(done(2));
  await go();
  expect(await onServer(batch)).toEqual([]);
  expect(here(batch)).toEqual([]);
  expect(await rows()).toHaveLength(2);
});

test('sent edit: a new change puts the earlier values back', async () => {
  const { ids, batch } = await sent();
  const step = await edit(ids[0] ?? '', { note: 'after', durationMin: 45 });
  await go();
  expect(await onServer(batch)).toMatchObject([{ note: 'after', duration_min: 45 }]);
  expect(await undo(step)).toEqual(done(1));
  await go();
  expect(await onServer(batch)).toMatchObject([{ id: ids[0], note: 'before', duration_min: 30 }]);
});

test('sent delete: the record is made anew, once, under a new id', async () => {
  const { ids, batch } = await sent();
  const step = await remove(ids[0] ?? '');
  await go();
  expect(await onServer(batch)).toEqual([]);
  expect(await undo(step)).toEqual(done(1));
  expect(await undo(step)).toEqual({ kind: 'not_found' });
  await go();
  const stored = await onServer(batch);
  expect(stored).toMatchObject([{ note: 'before', duration_min: 30 }]);
  expect(stored[0]?.id).not.toBe(ids[0]);
});

test('sent session: taken back as one, but for what others have changed since', async () => {
  const { undo: step, batch } = await finish(3);
  await go();
  await theyGo();
  const [, second] = (await onServer(batch)) as { id: string }[];
  await other.work().workspace.activities.update({ id: second?.id ?? '', changes: { note: 'theirs' } });
  await theyGo();
  await go();
  expect(await undo(step)).toEqual(done(2, 1));
  await go();
  expect(await onServer(batch)).toMatchObject([{ id: second?.id, note: 'theirs' }]);
  expect((await rows()).map(({ cells }) => cells.note)).toEqual(['row 0', 'row 2']);
});

test('sent and changed by others: only the groups that nobody touched go back', async () => {
  const { ids, batch } = await sent();
  const step = await edit(ids[0] ?? '', { note: 'after', durationMin: 45 });
  await go();
  await theyGo();
  await other.work().workspace.activities.update({ id: ids[0] ?? '', changes: { note: 'theirs' } });
  await theyGo();
  await go();
  expect(await undo(step)).toEqual(done(1, 1));
  await go();
  expect(await onServer(batch)).toMatchObject([{ note: 'theirs', duration_min: 30 }]);
});

test('sent and changed by others before we have heard of it: theirs stands, and the journal says so', async () => {
  const { ids, batch } = await sent();
  const step = await edit(ids[0] ?? '', { note: 'after' });
  await go();
  await theyGo();
  await other.work().workspace.activities.update({ id: ids[0] ?? '', changes: { note: 'theirs' } });
  await theyGo();
  expect(await undo(step)).toEqual(done(1));
  await go();
  expect(await onServer(batch)).toMatchObject([{ note: 'theirs' }]);
  expect(device.database().orm.select().from(conflicts).all()).toMatchObject([
    { fieldGroup: 'note', base: { note: 'after' }, mine: { note: 'before' }, theirs: { note: 'theirs' } },
  ]);
});

test('parked edit: given up, and what else it held is sent', async () => {
  const { ids, batch } = await sent();
  const bad = await edit(ids[0] ?? '', { occurredOn: '2031-01-01' });
  await go();
  expect(unsettled()).toMatchObject([{ state: 'parked' }]);
  expect(await undo(bad)).toEqual(done(1));
  expect(unsettled()).toEqual([]);
  await edit(ids[0] ?? '', { note: 'good' });
  await go();
  expect(await onServer(batch)).toMatchObject([{ note: 'good' }]);
});

test('parked session: given up, its rows are back', async () => {
  const { undo: step, batch } = await finish(1);
  device.net.faultFor = (request) => (request.startsWith('POST') ? rejection() : null);
  await go();
  device.net.faultFor = () => null;
  expect(unsettled()).toMatchObject([{ state: 'parked' }]);
  expect(await undo(step)).toEqual(done(1));
  expect(unsettled()).toEqual([]);
  expect(here(batch)).toEqual([]);
  expect(await rows()).toHaveLength(1);
});

test('parked delete: given up, the record is back', async () => {
  const { ids, batch } = await sent();
  const step = await remove(ids[0] ?? '');
  device.net.faultFor = (request) => (request.startsWith('POST') ? rejection() : null);
  await go();
  device.net.faultFor = () => null;
  expect(unsettled()).toMatchObject([{ state: 'parked' }]);
  expect(await undo(step)).toEqual(done(1));
  expect(unsettled()).toEqual([]);
  expect(here(batch)).toMatchObject([{ id: ids[0] }]);
});

/** The server's refusal of whatever is on its way. */
function rejection() {
  return {
    answer: () => {
      const results = unsettled().map(({ id }) => ({
        id,
        outcome: 'rejected',
        problem: { code: 'year_locked', field: 'occurredOn' },
      }));
      return jsonAnswer(200, { epoch: server.epoch, results });
    },
  };
}
