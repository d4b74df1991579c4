import { expect, test } from 'vitest';
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

const history = async (id: string) => device.work().workspace.activities.history({ id });
const doubles = async (id: string) =>
  (await device.work().workspace.activities.doubles({ id })).map((line) => line.id);

test('an edit stands with its values before and after, and as sent only once the server has it', async () => {
  const { ids } = await at.sent(1, { note: 'before', durationMin: 30 });
  const [id = ''] = ids;
  device.clock.advance(60_000);
  await at.edit(id, { note: 'after', durationMin: 45 });
  const waiting = await history(id);
  expect(waiting.lines[0]).toMatchObject({ action: 'updated', who: 'Kari Furulund', sent: false });
  expect(waiting.lines[0]?.changes).toEqual(
    expect.arrayContaining([
      { field: 'note', before: 'before', after: 'after' },
      { field: 'durationMin', before: 30, after: 45 },
    ]),
  );
  await at.go();
  const { lines, open } = await history(id);
  expect(lines.map(({ action }) => action)).toEqual(['sent', 'updated', 'sent', 'created']);
  expect(lines.find(({ action }) => action === 'updated')).toMatchObject({ sent: true });
  expect(open).toEqual([]);
});

test('what somebody else won stands as an open disagreement on the page of its record alone', async () => {
  const { ids } = await at.sent(2);
  const [id = '', untouched = ''] = ids;
  await other.work().engine.run('now');
  await other.work().workspace.activities.update({ id, changes: { durationMin: 50 } });
  await other.work().engine.run('now');
  await at.edit(id, { durationMin: 70 });
  await at.go();
  const { open, lines } = await history(id);
  expect(open).toMatchObject([{ recordId: id, group: 'what' }]);
  expect(open[0]?.fields).toContainEqual({ field: 'durationMin', base: 30, mine: 70, theirs: 50 });
  expect(lines.map(({ action }) => action)).toContain('conflicted');
  expect((await history(untouched)).open).toEqual([]);
});

test('what came in while she had the form open is not written over: what she saw goes along', async () => {
  const { ids } = await at.sent(1);
  const [id = ''] = ids;
  await other.work().engine.run('now');
  await other.work().workspace.activities.update({ id, changes: { durationMin: 50 } });
  await other.work().engine.run('now');
  await at.go();
  const saved = await device.work().workspace.activities.update({
    id,
    changes: { durationMin: 70, note: 'hers' },
    seen: { durationMin: 30, note: 'before' },
  });
  expect(saved.kind).toBe('saved');
  await at.go();
  const { open } = await history(id);
  expect(open[0]?.fields).toContainEqual({ field: 'durationMin', base: 30, mine: 70, theirs: 50 });
  const { activity } = await device.work().workspace.activities.get({ id });
  expect(activity).toMatchObject({ durationMin: 50, note: 'hers' });
});

test('the same day, mentor and type is a possible double; another day, or new participants, is not', async () => {
  const { ids: first } = await at.sent(1);
  const { ids: same } = await at.sent(1, { durationMin: 300 });
  const { ids: fresh } = await at.sent(1, { newParticipants: true });
  const { ids: earlier } = await at.sent(1, { occurredOn: '2026-01-05' });
  expect(await doubles(first[0] ?? '')).toContain(same[0]);
  expect(await doubles(same[0] ?? '')).toContain(first[0]);
  expect(await doubles(earlier[0] ?? '')).toEqual([]);
  expect(await doubles(fresh[0] ?? '')).not.toContain(fresh[0]);
});

test('each of three that look alike names both of the others', async () => {
  const { ids } = await at.sent(3, { durationMin: 47 });
  for (const id of ids) {
    const others = ids.filter((other) => other !== id);
    expect(await doubles(id)).toEqual(expect.arrayContaining(others));
  }
});
