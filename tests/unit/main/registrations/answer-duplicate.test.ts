import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { readRecord, writeRecords } from '../../../../src/main/database/records';
import { saveActivities } from '../../../../src/main/registrations/save-activities';
import { makeId } from '../../../../src/shared/rules/make-id';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { contextOf, type Device, makeDevice, someActivity } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});

const go = () => device.work().engine.run('now');
const workspace = () => device.work().workspace;
const none = {} as never;
const duplicates = async (id: string) =>
  (await workspace().sync.duplicates(none)).filter(({ mine }) => mine.id === id);
const onServer = (ids: string[]) =>
  server.sql<{ id: string; note: string; new_participants: boolean | null; travel_km: string | null }>(
    `SELECT id, note, new_participants, travel_km FROM activities WHERE id = ANY($1) AND deleted_at IS NULL ORDER BY id`,
    [ids],
  );

/** Somebody else wrote it down first, then she did, from paper. */
async function twice(occurredOn: string): Promise<{ theirs: string; mine: string }> {
  const other = await makeDevice(server.url);
  await other.signIn('admin.demo@feltbok.example');
  await other.work().engine.run('start');
  const mentor = workspace().reference.read(none) as { mentors: { id: string; homeUnitId: string }[] };
  const [first] = mentor.mentors;
  const same = {
    durationMin: 60,
    occurredOn,
    unitId: first?.homeUnitId ?? '',
    mentors: [{ peerMentorId: first?.id ?? '', role: 'responsible' as const }],
  };
  const [theirs = ''] = registerMany(other, 1, () => ({ ...same, note: 'from the phone' }));
  await other.work().engine.run('now');
  await go();
  other.remove();
  const [mine = ''] = registerMany(device, 1, () => ({
    ...same,
    durationMin: 50,
    note: 'from paper',
    travelKm: 7,
  }));
  return { theirs, mine };
}

test('what she wrote down of an event that stands already is found, and nothing else is', async () => {
  const { theirs, mine } = await twice('2026-03-02');
  expect(await workspace().sync.duplicates(none)).toMatchObject([
    { mine: { id: mine }, other: { id: theirs } },
  ]);
  await go();
  expect(await duplicates(mine)).toHaveLength(1);
});

test('keep both: the later one says that its participants were others, and the question is gone', async () => {
  const { theirs, mine } = await twice('2026-03-03');
  const answer = { mineId: mine, otherId: theirs, answer: 'keep_both' as const };
  expect(await workspace().sync.answerDuplicate(answer)).toMatchObject({
    kind: 'saved',
    undo: expect.any(String),
  });
  expect(await duplicates(mine)).toEqual([]);
  await go();
  const rows = await onServer([theirs, mine]);
  expect(rows.map((row) => row.new_participants).sort()).toEqual([null, true].sort());
});

test('the row she finished last is the one that is asked, though she began it before the other came', async () => {
  const context = contextOf(device);
  const { database } = context;
  const idAt = (minutesAgo: number) => makeId(context.now() - minutesAgo * 60_000, randomBytes(10));
  function finishAfter(day: string, newParticipants: boolean | null): string {
    const [begun, came] = [idAt(20), idAt(10)];
    const fields = someActivity(device, { occurredOn: day });
    const judged = { countable: true, countableReasons: [], rulesVersion: 1, reportingYear: 2026 };
    database.write(() =>
      writeRecords(database, 'activities', [{ ...fields, ...judged, id: came, revision: 1 }], 1),
    );
    saveActivities(context, [{ id: begun, fields: { ...fields, newParticipants } }]);
    return begun;
  }
  expect(await duplicates(finishAfter('2026-03-06', true))).toEqual([]);

  const mine = finishAfter('2026-03-07', null);
  const [pair] = await duplicates(mine);
  await workspace().sync.answerDuplicate({
    mineId: mine,
    otherId: pair?.other.id ?? '',
    answer: 'keep_both',
  });
  expect(readRecord(database, 'activities', mine)).toMatchObject({ newParticipants: true });
  expect(await duplicates(mine)).toEqual([]);
});

test('use the one that stands: hers goes, sent or not, and comes back when that is undone', async () => {
  const { theirs, mine } = await twice('2026-03-04');
  await go();
  const answer = { mineId: mine, otherId: theirs, answer: 'use_other' as const };
  const result = await workspace().sync.answerDuplicate(answer);
  await workspace().activities.undo({ undo: result.kind === 'saved' ? (result.undo ?? '') : '' });
  expect(await duplicates(mine)).toHaveLength(1);
  await workspace().sync.answerDuplicate(answer);
  await go();
  expect(await onServer([theirs, mine])).toMatchObject([{ id: theirs, note: 'from the phone' }]);
  expect(await duplicates(mine)).toEqual([]);
});

test('merge: the one that stands gets what it lacks, and hers goes', async () => {
  const { theirs, mine } = await twice('2026-03-05');
  await go();
  await workspace().sync.answerDuplicate({ mineId: mine, otherId: theirs, answer: 'merge' });
  await go();
  const [kept, ...more] = await onServer([theirs, mine]);
  expect(more).toEqual([]);
  expect(kept).toMatchObject({ id: theirs, note: 'from the phone from paper' });
  expect(Number(kept?.travel_km)).toBe(7);
});

test.each(['unsent', 'sent'])('merge undone while it is %s: both are as they were', async (when) => {
  const { theirs, mine } = await twice(when === 'sent' ? '2026-03-06' : '2026-03-07');
  if (when === 'sent') await go();
  const stood = (id: string) => workspace().activities.get({ id });
  const before = await stood(theirs);
  const result = await workspace().sync.answerDuplicate({ mineId: mine, otherId: theirs, answer: 'merge' });
  if (when === 'sent') await go();
  const step = result.kind === 'saved' ? (result.undo ?? '') : '';
  expect(await workspace().activities.undo({ undo: step })).toEqual({
    kind: 'undone',
    undone: 2,
    kept: 0,
    waiting: 0,
  });
  const { revision: _, ...fields } = before.activity ?? { revision: 0 };
  expect((await stood(theirs)).activity).toMatchObject(fields);
  await go();
  const rows = await server.sql<{ note: string; travel_km: string | null }>(
    "SELECT note, travel_km FROM activities WHERE occurred_on = $1 AND note LIKE 'from %' AND deleted_at IS NULL ORDER BY note",
    [when === 'sent' ? '2026-03-06' : '2026-03-07'],
  );
  expect(rows.map(({ note, travel_km }) => [note, travel_km === null ? null : Number(travel_km)])).toEqual([
    ['from paper', 7],
    ['from the phone', null],
  ]);
});
