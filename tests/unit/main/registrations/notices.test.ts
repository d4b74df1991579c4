import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { keepHouse } from '../../../../src/main/boot/keep-house';
import { findNeeding } from '../../../../src/main/registrations/find-needing';
import { readWaitFacts } from '../../../../src/main/registrations/read-wait-facts';
import type { Notice } from '../../../../src/shared/contracts/ipc';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { type Device, someActivity } from '../../../support/make-device';
import { registerMany, registerOn } from '../../../support/register-on';

const hourMs = 3_600_000;
/** Nothing needs the person. */
const nobody = '0.0.0 0.0.0 ';
let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});

const send = () => device.work().engine.run('now');
const notices = () => device.work().workspace.sync.notices({}) as Notice[];
const facts = () => readWaitFacts(device.database(), device.clock.now());
const lockYears = (years: number[]) =>
  server.sql(`UPDATE settings SET value = $1::jsonb WHERE key = 'locked_years'`, [JSON.stringify(years)]);

/** Every row of every table, as text. */
function everything(): Map<string, string> {
  const database = device.database();
  const tables = database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%'`)
    .pluck()
    .all() as string[];
  return new Map(
    tables.map((name) => [name, JSON.stringify(database.prepare(`SELECT * FROM ${name}`).all())]),
  );
}

/** Leaves one registration refused, with a notice of it. */
async function haveOneRefused(): Promise<void> {
  const activity = someActivity(device);
  await lockYears([Number(activity.occurredOn.slice(0, 4))]);
  registerOn(device, [activity]);
  await send();
  await lockYears([]);
}

test('dismissing a notice changes that notice and not another row of the database', async () => {
  await haveOneRefused();
  const before = { status: device.work().engine.status(), facts: facts(), rows: everything() };
  const [notice] = notices().filter(({ kind }) => kind === 'needs_fixing');
  device.work().workspace.sync.dismissNotice({ id: notice?.id ?? '' });

  expect(notices().map(({ kind }) => kind)).not.toContain('needs_fixing');
  const changed = [...everything()].filter(([table, rows]) => rows !== before.rows.get(table));
  expect(changed.map(([table]) => table)).toEqual(['notices']);
  expect(before.status).toMatchObject({ kind: 'attention', count: 1 });
  expect({ status: device.work().engine.status(), facts: facts() }).toEqual({
    status: before.status,
    facts: before.facts,
  });
});

test('knows since when the oldest waits, which need her, and what was sent after a long wait', async () => {
  expect(facts()).toEqual({ oldestWaitingAt: null, needMark: nobody, longSent: [] });
  const savedAt = device.clock.now();
  registerMany(device, 2);
  device.clock.advance(2 * hourMs);
  registerMany(device, 1);
  expect(facts()?.oldestWaitingAt).toBe(savedAt);

  await send();
  const sentAt = device.clock.now();
  expect(facts()).toEqual({
    oldestWaitingAt: null,
    needMark: nobody,
    longSent: [{ at: sentAt, count: 3 }],
  });

  device.clock.advance(hourMs);
  await haveOneRefused();
  expect(facts()?.needMark).toMatch(/^1\.\d+\.0 0\.0\.0 $/);
  device.clock.advance(24 * hourMs);
  expect(facts()).toMatchObject({ oldestWaitingAt: null, longSent: [] });
});

test('knows nothing while the database is closed', () => {
  expect(readWaitFacts(null, device.clock.now())).toBeNull();
});

test('the night forgets notices that were taken away 30 days ago, and none that nobody has seen', async () => {
  await haveOneRefused();
  await haveOneRefused();
  const [seen, unseen] = notices().filter(({ kind }) => kind === 'needs_fixing');
  device.work().workspace.sync.dismissNotice({ id: seen?.id ?? '' });
  const kept = () => device.database().prepare('SELECT id FROM notices').pluck().all();
  const night = () => keepHouse(device.database(), device.clock.now(), () => {});
  device.clock.advance(29 * 24 * hourMs);
  night();
  expect(kept()).toContain(seen?.id);
  device.clock.advance(2 * 24 * hourMs);
  night();
  expect(kept()).not.toContain(seen?.id);
  expect(kept()).toContain(unseen?.id);
});

test('what came to need her last is named by the id under which it is listed, and nothing when nothing does', async () => {
  expect(findNeeding(device.database())).toBeNull();
  await haveOneRefused();
  const [first] = await parked();
  expect(findNeeding(device.database())).toBe(first);
  device.clock.advance(hourMs);
  await haveOneRefused();
  const [second] = (await parked()).filter((id) => id !== first);
  expect(findNeeding(device.database())).toBe(second);
});

async function parked(): Promise<string[]> {
  const { lines } = await device.work().workspace.sync.queue({ only: 'needs_person', limit: 10 });
  return lines.map(({ mutationId }) => mutationId);
}
