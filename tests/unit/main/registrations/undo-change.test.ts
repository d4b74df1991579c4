import { afterEach, expect, test } from 'vitest';
import { verifyTrail } from '../../../../src/main/audit/verify-trail';
import { conflicts } from '../../../../src/main/database/schema';
import type { Device } from '../../../support/make-device';
import { twoDevicesForEachTest } from '../../../support/two-devices-for-each-test';
import { undoFixture } from './undo-fixture';

let device: Device;
let other: Device;
let at: ReturnType<typeof undoFixture>;
twoDevicesForEachTest((made) => {
  ({ device, other } = made);
  at = undoFixture(made);
});
afterEach(async () => {
  expect(await verifyTrail(device.database())).toMatchObject({ kind: 'whole' });
});

const theyGo = () => other.work().engine.run('now');
const done = (undone: number, kept = 0, waiting = 0) => ({ kind: 'undone', undone, kept, waiting });

test('unsent edit: goes back to what stood, and nothing is left to send', async () => {
  const { ids, batch } = await at.sent();
  const step = await at.edit(ids[0] ?? '', { note: 'after', travelKm: 4 });
  expect(await at.undo(step)).toEqual(done(1));
  expect(at.here(batch)).toMatchObject([{ note: 'before' }]);
  expect(at.unsettled()).toEqual([]);
  expect(await at.undo(step)).toEqual({ kind: 'not_found' });
  expect(at.undoneLines()).toBe(1);
});

test('unsent delete: the record is back, and nothing is left to send', async () => {
  const { ids, batch } = await at.sent();
  const step = await at.remove(ids[0] ?? '');
  expect(at.here(batch)).toEqual([]);
  expect(await at.undo(step)).toEqual(done(1));
  expect(at.here(batch)).toMatchObject([{ id: ids[0], note: 'before' }]);
  expect(at.unsettled()).toEqual([]);
});

test('unsent delete of a record with an unsent edit: the edit is back too, and is sent', async () => {
  const { ids, batch } = await at.sent();
  await at.edit(ids[0] ?? '', { note: 'edited' });
  const step = await at.remove(ids[0] ?? '');
  expect(await at.undo(step)).toEqual(done(1));
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ id: ids[0], note: 'edited', duration_min: 30 }]);
});

test('unsent session: all rows are back in the entry session as they were typed, and nothing is left to send', async () => {
  const { undo: step, batch } = await at.finish(3);
  expect(at.here(batch)).toHaveLength(3);
  expect(await at.undo(step)).toEqual(done(3));
  expect(at.here(batch)).toEqual([]);
  expect(at.unsettled()).toEqual([]);
  expect((await at.rows()).map(({ cells }) => cells.note)).toEqual(['row 0', 'row 1', 'row 2']);
  await at.go();
  expect(await at.onServer(batch)).toEqual([]);
  // The rows can be finished again: nothing of the first time stands in their way.
  const again = await at.workspace().drafts.open({} as never);
  expect(await at.workspace().drafts.finish({ sessionId: again.id })).toMatchObject({
    registered: 3,
    kept: 0,
  });
  await at.go();
  expect(await at.onServer(again.id)).toHaveLength(3);
});

test('unsent record, made and deleted: undone under its own id', async () => {
  const { batch } = await at.finish(1);
  const [made] = at.here(batch) as { id: string }[];
  const step = await at.remove(made?.id ?? '');
  expect(await at.undo(step)).toEqual(done(1));
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ note: 'row 0' }]);
});

test('edit in flight, its answer lost: the server ends with the earlier value', async () => {
  const { ids, batch } = await at.sent();
  const step = await at.edit(ids[0] ?? '', { note: 'after' });
  await at.loseAnswer();
  expect(await at.onServer(batch)).toMatchObject([{ note: 'after' }]);
  expect(await at.undo(step)).toEqual(done(1));
  expect(at.here(batch)).toMatchObject([{ note: 'before' }]);
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ id: ids[0], note: 'before' }]);
  expect(at.unsettled()).toEqual([]);
});

test('delete in flight, its answer lost: waits for the server, then stands once, also after a restart', async () => {
  const { ids, batch } = await at.sent();
  const step = await at.remove(ids[0] ?? '');
  await at.loseAnswer();
  expect(await at.undo(step)).toEqual(done(0, 0, 1));
  await device.restart();
  await at.go();
  await at.go();
  const stored = await at.onServer(batch);
  expect(stored).toMatchObject([{ note: 'before', duration_min: 30 }]);
  expect(stored[0]?.id).not.toBe(ids[0]);
  expect(at.here(batch)).toEqual(stored);
});

test('delete in flight that loses to another’s edit: their record stands, once', async () => {
  const { ids, batch } = await at.sent();
  await theyGo();
  await other.work().workspace.activities.update({ id: ids[0] ?? '', changes: { note: 'theirs' } });
  const step = await at.remove(ids[0] ?? '');
  device.net.faultFor = (request) => (request.startsWith('POST') ? 'refuse' : null);
  await at.go();
  device.net.faultFor = () => null;
  await theyGo();
  expect(await at.undo(step)).toEqual(done(0, 0, 1));
  await at.go();
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ id: ids[0], note: 'theirs' }]);
  expect(at.here(batch)).toMatchObject([{ id: ids[0], note: 'theirs' }]);
});

test('session in flight, its answer lost: the server ends without it, and the rows are back', async () => {
  const { undo: step, batch } = await at.finish(2);
  await at.loseAnswer();
  expect(await at.onServer(batch)).toHaveLength(2);
  expect(await at.undo(step)).toEqual(done(2));
  await at.go();
  expect(await at.onServer(batch)).toEqual([]);
  expect(at.here(batch)).toEqual([]);
  expect(await at.rows()).toHaveLength(2);
});

test('sent edit: a new change puts the earlier values back', async () => {
  const { ids, batch } = await at.sent();
  const step = await at.edit(ids[0] ?? '', { note: 'after', durationMin: 45 });
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ note: 'after', duration_min: 45 }]);
  expect(await at.undo(step)).toEqual(done(1));
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ id: ids[0], note: 'before', duration_min: 30 }]);
});

test('sent delete: the record is made anew, once, under a new id', async () => {
  const { ids, batch } = await at.sent();
  const step = await at.remove(ids[0] ?? '');
  await at.go();
  expect(await at.onServer(batch)).toEqual([]);
  expect(await at.undo(step)).toEqual(done(1));
  expect(await at.undo(step)).toEqual({ kind: 'not_found' });
  await at.go();
  const stored = await at.onServer(batch);
  expect(stored).toMatchObject([{ note: 'before', duration_min: 30 }]);
  expect(stored[0]?.id).not.toBe(ids[0]);
});

test('sent session: taken back as one, but for what others have changed since', async () => {
  const { undo: step, batch } = await at.finish(3);
  await at.go();
  await theyGo();
  const [, second] = (await at.onServer(batch)) as { id: string }[];
  await other.work().workspace.activities.update({ id: second?.id ?? '', changes: { note: 'theirs' } });
  await theyGo();
  await at.go();
  expect(await at.undo(step)).toEqual(done(2, 1));
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ id: second?.id, note: 'theirs' }]);
  expect((await at.rows()).map(({ cells }) => cells.note)).toEqual(['row 0', 'row 2']);
});

test('sent and changed by others: only the groups that nobody touched go back', async () => {
  const { ids, batch } = await at.sent();
  const step = await at.edit(ids[0] ?? '', { note: 'after', durationMin: 45 });
  await at.go();
  await theyGo();
  await other.work().workspace.activities.update({ id: ids[0] ?? '', changes: { note: 'theirs' } });
  await theyGo();
  await at.go();
  expect(await at.undo(step)).toEqual(done(1, 1));
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ note: 'theirs', duration_min: 30 }]);
});

test('sent and changed by others before we have heard of it: theirs stands, and the journal says so', async () => {
  const { ids, batch } = await at.sent();
  const step = await at.edit(ids[0] ?? '', { note: 'after' });
  await at.go();
  await theyGo();
  await other.work().workspace.activities.update({ id: ids[0] ?? '', changes: { note: 'theirs' } });
  await theyGo();
  expect(await at.undo(step)).toEqual(done(1));
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ note: 'theirs' }]);
  expect(device.database().orm.select().from(conflicts).all()).toMatchObject([
    { fieldGroup: 'note', base: { note: 'after' }, mine: { note: 'before' }, theirs: { note: 'theirs' } },
  ]);
});

test('parked edit: given up, and what else it held is sent', async () => {
  const { ids, batch } = await at.sent();
  const bad = await at.edit(ids[0] ?? '', { occurredOn: '2031-01-01' });
  await at.go();
  expect(at.unsettled()).toMatchObject([{ state: 'parked' }]);
  expect(await at.undo(bad)).toEqual(done(1));
  expect(at.unsettled()).toEqual([]);
  await at.edit(ids[0] ?? '', { note: 'good' });
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ note: 'good' }]);
});

test('parked session: given up, its rows are back', async () => {
  const { undo: step, batch } = await at.finish(1);
  await at.goRefused();
  expect(at.unsettled()).toMatchObject([{ state: 'parked' }]);
  expect(await at.undo(step)).toEqual(done(1));
  expect(at.unsettled()).toEqual([]);
  expect(at.here(batch)).toEqual([]);
  expect(await at.rows()).toHaveLength(1);
});

test('parked delete: given up, the record is back', async () => {
  const { ids, batch } = await at.sent();
  const step = await at.remove(ids[0] ?? '');
  await at.goRefused();
  expect(at.unsettled()).toMatchObject([{ state: 'parked' }]);
  expect(await at.undo(step)).toEqual(done(1));
  expect(at.unsettled()).toEqual([]);
  expect(at.here(batch)).toMatchObject([{ id: ids[0] }]);
});
