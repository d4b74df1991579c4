import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { syncRuns } from '../../../../src/main/database/schema';
import { countStates } from '../../../support/count-states';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { jsonAnswer } from '../../../support/faulty-network';
import type { Device } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});

const go = () => device.work().engine.run('now');
const status = () => device.work().engine.status();
const statesOf = () => countStates(device.database());

test('leaves the queue as it was and waits longer each time while the server answers nonsense', async () => {
  registerMany(device, 3);
  device.net.faultFor = (request) =>
    request.startsWith('POST')
      ? {
          answer: () =>
            new Response('<html>Logg inn på gjestenettet</html>', {
              headers: { 'content-type': 'text/html' },
            }),
        }
      : null;
  await device.work().engine.run('save');
  const waits = [];
  for (let round = 0; round < 3; round += 1) {
    const { retryAt } = status();
    waits.push((retryAt ?? 0) - device.clock.now());
    device.clock.advance((retryAt ?? 0) - device.clock.now());
    await device.work().engine.run('schedule');
  }
  const runs = device.database().orm.select().from(syncRuns).all().slice(-4);
  expect(runs.map(({ failure }) => failure)).toEqual([
    'captive_portal',
    'captive_portal',
    'captive_portal',
    'captive_portal',
  ]);
  expect(waits.every((wait, index) => wait >= 15_000 * 2 ** index && wait <= 30_000 * 2 ** index)).toBe(true);
  expect(statesOf()).toEqual({ pending: 3 });
  await device.restart();
  expect(status().retryAt).not.toBeNull();
});

test('does not ask again before the time the server named, not even when told to send now', async () => {
  registerMany(device, 1);
  device.net.faultFor = (request) =>
    request.startsWith('POST')
      ? { answer: () => jsonAnswer(503, { code: 'UNAVAILABLE' }, { 'retry-after': '600' }) }
      : null;
  await go();
  device.net.requests.length = 0;
  device.net.faultFor = () => null;
  await go();
  await device.restart();
  await go();
  expect(device.net.requests).toEqual([]);
  device.clock.advance(600_001);
  await go();
  expect(statesOf()).toEqual({ settled: 1 });
});

test('reads a page with fields and entities it does not know, and refuses a page with one bad row whole', async () => {
  const real = await fetch(`${server.url}/v1/health`).then(
    (answer) => answer.json() as Promise<{ epoch: string }>,
  );
  const unit = {
    id: randomUUID(),
    revision: 7,
    kind: 'local',
    name: 'Nytt lag',
    parentId: null,
    municipalityCode: null,
    active: true,
  };
  const columns = [...Object.keys(unit), 'colour'];
  const page = (rows: unknown[][]) => ({
    epoch: real.epoch,
    cursor: 'next',
    more: false,
    snapshot: false,
    progress: null,
    changes: { org_units: { columns, rows }, horoscopes: { columns: ['id'], rows: [['x']] } },
    tombstones: {},
    weather: 'rain',
  });
  const cursor = () => device.database().prepare('SELECT cursor FROM sync_state').pluck().get();
  const known = () =>
    device.database().prepare('SELECT name FROM org_units WHERE id = ?').pluck().get(unit.id);
  const before = cursor();
  const bad = [...Object.values({ ...unit, id: randomUUID(), name: 7 }), 'red'];
  device.net.faultFor = (request) =>
    request.endsWith('/changes')
      ? { answer: () => jsonAnswer(200, page([[...Object.values(unit), 'red'], bad])) }
      : null;
  await go();
  expect([known(), cursor()]).toEqual([undefined, before]);
  expect(device.database().orm.select().from(syncRuns).all().at(-1)?.failure).toBe('answer_not_understood');
  device.net.faultFor = (request) =>
    request.endsWith('/changes')
      ? { answer: () => jsonAnswer(200, page([[...Object.values(unit), 'red']])) }
      : null;
  await go();
  expect([known(), cursor()]).toEqual(['Nytt lag', 'next']);
});

test('settles nothing when the server acknowledges mutations that were not sent', async () => {
  registerMany(device, 2);
  device.net.faultFor = (request) =>
    request.startsWith('POST')
      ? {
          answer: () =>
            jsonAnswer(200, {
              epoch: 'e',
              results: [0, 1].map(() => ({ id: randomUUID(), outcome: 'applied', record: null })),
            }),
        }
      : null;
  await go();
  expect(statesOf()).toEqual({ pending: 2 });
});
