import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../../server/start-server';
import { conflicts, notices, outbox } from '../../../../src/main/database/schema';
import { type Device, makeDevice, someActivity } from '../../../support/make-device';
import { registerOn } from '../../../support/register-on';
import { type Relay, startRelay } from '../../../support/relay';

let folder: string;
let server: RunningServer;
let relay: Relay;
let device: Device;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-restored-'));
  server = await start('server');
  relay = await startRelay(server.url);
  device = await makeDevice(relay.url);
  await device.signIn();
  await go();
});
afterEach(async () => {
  expect(device.defects).toEqual([]);
  device.remove();
  await relay.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (name: string) =>
  startServer({ dataDir: join(folder, name), demo: 'S', passwordCost: 10, secret: 's'.repeat(44) });
/** The first request may still go into a connection that was cut. */
async function go(): Promise<void> {
  await device.work().engine.run('now');
  await device.work().engine.run('now');
}
const states = () => {
  const counts: Record<string, number> = {};
  for (const { state } of device.database().orm.select().from(outbox).all())
    counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};
async function backUp(): Promise<void> {
  await server.close();
  cpSync(join(folder, 'server'), join(folder, 'backup'), { recursive: true });
  server = await start('server');
  relay.leadTo(server.url);
}
async function restore({ sayingSo } = { sayingSo: true }): Promise<void> {
  await server.close();
  server = await start('backup');
  if (sayingSo) await server.sql(`UPDATE meta SET value = $1 WHERE key = 'epoch'`, [randomUUID()]);
  relay.leadTo(server.url);
}
const notesThere = async (ids: string[]) =>
  (
    await server.sql<{ note: string }>(
      'SELECT note FROM activities WHERE id = ANY($1) AND deleted_at IS NULL ORDER BY note',
      [ids],
    )
  ).map(({ note }) => note);
const notesHere = (ids: string[]) =>
  device
    .database()
    .prepare('SELECT note FROM activities WHERE id IN (SELECT value FROM json_each(?)) ORDER BY note')
    .pluck()
    .all(JSON.stringify(ids)) as string[];

test('loses and doubles nothing when the server comes back without its last minutes, chains and parked ones included', async () => {
  const calls = device.work().workspace;
  const [old] = registerOn(device, [someActivity(device, { note: 'a, before the backup' })]) as [string];
  await go();
  await backUp();
  const made = registerOn(device, [someActivity(device, { note: 'b' }), someActivity(device, { note: 'c' })]);
  await go();
  // An edit of one that the backup has, and one of a record that it has not.
  await calls.activities.update({ id: old, changes: { note: 'a, edited after it' } });
  await calls.activities.update({ id: made[0] ?? '', changes: { note: 'b, edited' } });
  const [refused] = registerOn(device, [
    someActivity(device, { activityTypeId: randomUUID(), note: 'refused' }),
  ]) as [string];
  await go();
  expect(states()).toEqual({ settled: 5, parked: 1 });
  await restore();
  // And one more that was never sent.
  const [waiting] = registerOn(device, [someActivity(device, { note: 'd' })]) as [string];
  await go();
  await go();
  const all = [old, ...made, waiting];
  expect(states()).toEqual({ settled: 6, parked: 1 });
  expect(await notesThere(all)).toEqual(['a, edited after it', 'b, edited', 'c', 'd']);
  expect(notesHere(all)).toEqual(['a, edited after it', 'b, edited', 'c', 'd']);
  expect(notesHere([refused])).toEqual(['refused']);
});

test('shows the older row of the server again where nobody can give back the lost change', async () => {
  const [id] = registerOn(device, [someActivity(device, { note: 'one' })]) as [string];
  await go();
  await backUp();
  // Somebody else's change, seen here and lost there: its revision is higher than what stands now.
  await server.sql("UPDATE activities SET note = 'two', revision = revision + 1 WHERE id = $1", [id]);
  await go();
  expect(notesHere([id])).toEqual(['two']);
  await restore();
  await go();
  expect(notesHere([id])).toEqual(['one']);
});

test('parks no edit of a record that the restored server has to be given again first', async () => {
  await backUp();
  const [id] = registerOn(device, [someActivity(device, { note: 'forgotten' })]) as [string];
  await go();
  await restore();
  await device.work().workspace.activities.update({ id, changes: { note: 'forgotten, edited unheard' } });
  await go();
  expect(states()).toEqual({ settled: 2 });
  expect(await notesThere([id])).toEqual(['forgotten, edited unheard']);
});

/** An edit of which the note lost and the duration was stored, after the backup; then the server is put back. */
async function loseHalfOfAnEdit(): Promise<string> {
  const [id] = registerOn(device, [someActivity(device, { note: 'one' })]) as [string];
  await go();
  await backUp();
  await server.sql("UPDATE activities SET note = 'theirs', revision = revision + 1 WHERE id = $1", [id]);
  await device.work().workspace.activities.update({ id, changes: { note: 'mine', durationMin: 95 } });
  await go();
  expect(states()).toEqual({ settled: 1, conflicted: 1 });
  await restore();
  return id;
}
const durationThere = async (id: string) =>
  (await server.sql('SELECT note, duration_min FROM activities WHERE id = $1', [id]))[0];
const journal = () => {
  const rows = device.database().orm.select().from(conflicts).all();
  return rows.map(({ fieldGroup, state }) => `${fieldGroup} ${state}`);
};
const conflictNotices = () =>
  device
    .database()
    .orm.select()
    .from(notices)
    .all()
    .filter(({ kind }) => kind === 'conflict').length;

test('gives back what was stored of an edit that lost in part, and journals the same loss once', async () => {
  const id = await loseHalfOfAnEdit();
  await server.sql("UPDATE activities SET note = 'theirs', revision = revision + 1 WHERE id = $1", [id]);
  await go();
  expect(await durationThere(id)).toEqual({ note: 'theirs', duration_min: 95 });
  expect(notesHere([id])).toEqual(['theirs']);
  expect([journal(), conflictNotices(), states()]).toEqual([['note open'], 1, { settled: 1, conflicted: 1 }]);
});

test('closes a conflict when the restored server takes the whole edit after all', async () => {
  const id = await loseHalfOfAnEdit();
  await go();
  expect(await durationThere(id)).toEqual({ note: 'mine', duration_min: 95 });
  expect([journal(), states()]).toEqual([['note applied_again'], { settled: 2 }]);
  expect(device.work().engine.status().needsPerson).toBe(0);
});

test('does not offer again an edit of which nothing was stored', async () => {
  const [id] = registerOn(device, [someActivity(device, { note: 'one' })]) as [string];
  await go();
  await backUp();
  await server.sql("UPDATE activities SET note = 'theirs', revision = revision + 1 WHERE id = $1", [id]);
  await device.work().workspace.activities.update({ id, changes: { note: 'mine' } });
  await go();
  await restore();
  await go();
  expect(await notesThere([id])).toEqual(['one']);
  expect([journal(), states()]).toEqual([['note open'], { settled: 1, conflicted: 1 }]);
});

test('gives the lost minutes back to a server that was put back from an older copy without saying so', async () => {
  const [old] = registerOn(device, [someActivity(device, { note: 'a' })]) as [string];
  await go();
  await backUp();
  await device.work().workspace.activities.update({ id: old, changes: { note: 'a, edited' } });
  const [made] = registerOn(device, [someActivity(device, { note: 'b' })]) as [string];
  await go();
  await restore({ sayingSo: false });
  await go();
  expect(await notesThere([old, made])).toEqual(['a, edited', 'b']);
  expect(notesHere([old, made])).toEqual(['a, edited', 'b']);
});
