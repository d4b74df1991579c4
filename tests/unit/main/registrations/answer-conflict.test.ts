import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { conflicts, outbox } from '../../../../src/main/database/schema';
import type { ActivityFields } from '../../../../src/shared/contracts/activity';
import type { ConflictAnswer, ConflictLine } from '../../../../src/shared/contracts/ipc';
import type { Device } from '../../../support/make-device';
import { twoDevicesForEachTest } from '../../../support/two-devices-for-each-test';
import { undoFixture } from './undo-fixture';

let server: RunningServer;
let device: Device;
let other: Device;
let at: ReturnType<typeof undoFixture>;
twoDevicesForEachTest((made) => {
  ({ server, device, other } = made);
  at = undoFixture(made);
});

const none = {} as never;
const asked = async () => at.workspace().sync.conflicts(none);
const resolve = async (answers: ConflictAnswer[]) => at.workspace().sync.resolve({ answers });
const answeredLines = async () => at.workspace().sync.answered(none);
const openInJournal = () =>
  device
    .database()
    .orm.select()
    .from(conflicts)
    .all()
    .filter(({ state }) => state === 'open');
const sentUpdates = (recordId: string) =>
  device
    .database()
    .orm.select()
    .from(outbox)
    .all()
    .filter((row) => row.recordId === recordId && row.operation === 'update');
const revisionOnServer = async (id: string) =>
  Number(
    (await server.sql<{ revision: string }>('SELECT revision FROM activities WHERE id = $1', [id]))[0]
      ?.revision,
  );

/** Both change the same records, the other person first. */
async function disagree(
  ids: string[],
  mine: Partial<ActivityFields> | 'deletes',
  theirs: Partial<ActivityFields> | 'deletes',
): Promise<void> {
  await other.work().engine.run('now');
  const { activities } = other.work().workspace;
  for (const id of ids) {
    if (theirs === 'deletes') await activities.remove({ id });
    else await activities.update({ id, changes: theirs });
    if (mine === 'deletes') await at.remove(id);
    else await at.edit(id, mine);
  }
  await other.work().engine.run('now');
  await at.go();
}

const answer = ({ id }: ConflictLine, choice: ConflictAnswer['choice']): ConflictAnswer => ({ id, choice });
const lineOf = (lines: ConflictLine[], group: string) =>
  lines.find((line) => line.group === group) as ConflictLine;

test('one change reaches the server once with what was chosen in each field group, and the journal is closed', async () => {
  const { ids, batch } = await at.sent();
  const [id = ''] = ids;
  await disagree(
    ids,
    { durationMin: 45, note: 'mine', travelKm: 3 },
    { durationMin: 60, note: 'theirs', travelKm: 8 },
  );
  const lines = await asked();
  expect(lines.map(({ group }) => group).sort()).toEqual(['note', 'travel', 'what']);
  const before = await revisionOnServer(id);
  expect(
    await resolve([
      answer(lineOf(lines, 'what'), { kind: 'mine' }),
      answer(lineOf(lines, 'note'), { kind: 'values', values: { note: 'both' } }),
      answer(lineOf(lines, 'travel'), { kind: 'theirs' }),
    ]),
  ).toMatchObject({ kind: 'saved', undo: expect.any(String) });
  expect(openInJournal()).toEqual([]);
  expect(sentUpdates(id).filter(({ state }) => state === 'pending')).toHaveLength(1);

  await at.loseAnswer();
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ id, duration_min: 45, note: 'both' }]);
  const [stored] = await server.sql<{ travel_km: number }>('SELECT travel_km FROM activities WHERE id = $1', [
    id,
  ]);
  expect(Number(stored?.travel_km)).toBe(8);
  const after = await revisionOnServer(id);
  await at.go();
  expect(await revisionOnServer(id)).toBe(after);
  expect(after).toBeGreaterThan(before);
  expect(device.work().engine.status()).toMatchObject({ kind: 'synced', needsPerson: 0 });
});

test('nothing is made when what stands is to stay, and undoing it asks again', async () => {
  const { ids } = await at.sent();
  await disagree(ids, { durationMin: 45 }, { durationMin: 60 });
  const [line] = (await asked()) as [ConflictLine];
  const result = await resolve([answer(line, { kind: 'theirs' })]);
  expect(at.unsettled()).toEqual([]);
  expect(device.work().engine.status().needsPerson).toBe(0);
  const [told] = await answeredLines();
  expect(told).toMatchObject({ undo: result.kind === 'saved' ? result.undo : '', records: 1 });
  expect(await at.undo(told?.undo)).toEqual({ kind: 'undone', undone: 1, kept: 0, waiting: 0 });
  expect(await asked()).toMatchObject([{ id: line.id }]);
  expect(await answeredLines()).toEqual([]);
});

test('undoing a sent answer puts back what stood and asks again; the other answer then reaches the server', async () => {
  const { ids, batch } = await at.sent();
  await disagree(ids, { durationMin: 45 }, { durationMin: 60 });
  const [line] = (await asked()) as [ConflictLine];
  const result = await resolve([answer(line, { kind: 'mine' })]);
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ duration_min: 45 }]);
  await at.undo(result.kind === 'saved' ? result.undo : '');
  expect(await asked()).toMatchObject([{ id: line.id, fields: [{ theirs: 60 }] }]);
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ duration_min: 60 }]);
  await resolve([answer(line, { kind: 'values', values: { durationMin: 50 } })]);
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ duration_min: 50 }]);
  expect(openInJournal()).toEqual([]);
});

test('several that are alike are answered as one step, and undone as one', async () => {
  const { ids, batch } = await at.sent(3);
  await disagree(ids, { durationMin: 45 }, { durationMin: 60 });
  const lines = await asked();
  expect(lines).toHaveLength(3);
  const result = await resolve(lines.map((line) => answer(line, { kind: 'mine' })));
  await at.go();
  expect((await at.onServer(batch)).map((row) => row.duration_min)).toEqual([45, 45, 45]);
  expect(await answeredLines()).toMatchObject([{ records: 3 }]);
  expect(await at.undo(result.kind === 'saved' ? result.undo : '')).toMatchObject({ undone: 3, kept: 0 });
  expect(await asked()).toHaveLength(3);
});

test('a record deleted there comes back with the chosen values; undone it goes again, and can come back once more', async () => {
  const { ids, batch } = await at.sent();
  await disagree(ids, { note: 'mine', travelKm: 3 }, 'deletes');
  expect(await at.onServer(batch)).toEqual([]);
  const restore = async () => {
    const lines = await asked();
    return resolve([
      answer(lineOf(lines, 'note'), { kind: 'values', values: { note: 'written anew' } }),
      answer(lineOf(lines, 'travel'), { kind: 'mine' }),
    ]);
  };
  const result = await restore();
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ note: 'written anew' }]);
  await at.undo(result.kind === 'saved' ? result.undo : '');
  await at.go();
  expect(await at.onServer(batch)).toEqual([]);
  expect(await at.rows()).toEqual([]);
  expect(await asked()).toHaveLength(2);
  await restore();
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ note: 'written anew' }]);
});

test('a delete that lost is made again, or the record is left standing', async () => {
  const { ids, batch } = await at.sent(2);
  await disagree(ids, 'deletes', { note: 'theirs' });
  const lines = await asked();
  const [first, second] = ids;
  const groupsOf = (id?: string) => lines.filter(({ recordId }) => recordId === id);
  await resolve(groupsOf(first).map((line) => answer(line, { kind: 'mine' })));
  await resolve(groupsOf(second).map((line) => answer(line, { kind: 'theirs' })));
  await at.go();
  expect(await at.onServer(batch)).toMatchObject([{ id: second, note: 'theirs' }]);
  expect(openInJournal()).toEqual([]);
});

test('values that are not the field’s, or of a field that was not asked about, are refused and nothing is written', async () => {
  const { ids } = await at.sent();
  await disagree(ids, { durationMin: 45 }, { durationMin: 60 });
  const [line] = (await asked()) as [ConflictLine];
  for (const values of [{ durationMin: 0 }, { note: 'not asked' }])
    expect(await resolve([answer(line, { kind: 'values', values })])).toMatchObject({ kind: 'refused' });
  expect(openInJournal()).toHaveLength(1);
  expect(at.unsettled()).toEqual([]);
});

test('an answered conflict cannot be answered again, and nothing of the others in the same answer is written', async () => {
  const { ids } = await at.sent(2);
  await disagree(ids, { durationMin: 45 }, { durationMin: 60 });
  const [one, two] = (await asked()) as [ConflictLine, ConflictLine];
  await resolve([answer(one, { kind: 'mine' })]);
  expect(await resolve([answer(one, { kind: 'theirs' }), answer(two, { kind: 'mine' })])).toEqual({
    kind: 'not_found',
  });
  expect(openInJournal().map(({ id }) => id)).toEqual([two.id]);
});
