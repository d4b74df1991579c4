import { expect, test, vi } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { jsonAnswer } from '../../../support/faulty-network';
import type { Device } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});

const register = (count: number) => registerMany(device, count);
const status = () => device.work().engine.status();
const pauseFor = (ms: number) => device.work().engine.pause(device.clock.now() + ms);
const onServer = async (ids: string[]) => {
  const rows = await server.sql<{ n: string }>(
    'SELECT count(*) AS n FROM activities WHERE id = ANY($1) AND deleted_at IS NULL GROUP BY id',
    [ids],
  );
  return { delivered: rows.length, doubled: rows.filter(({ n }) => Number(n) > 1).length };
};

test('makes no request at all while paused, and goes on afterwards', async () => {
  pauseFor(3_600_000);
  const ids = register(3);
  device.net.requests.length = 0;
  for (const trigger of ['now', 'save', 'focus', 'connectivity', 'schedule', 'resume'] as const)
    await device.work().engine.run(trigger);
  expect({ requests: device.net.requests, kind: status().kind }).toEqual({ requests: [], kind: 'paused' });
  device.clock.advance(3_600_001);
  await device.work().engine.run('schedule');
  expect(await onServer(ids)).toEqual({ delivered: 3, doubled: 0 });
});

test.each([
  ['a token that has run out is refused', 'POST /v1/activities/mutations'],
  ['a token is renewed', 'POST /v1/session/refresh'],
])('makes no request in a pause that begins while %s, and sends afterwards', async (_, asked) => {
  const ids = register(1);
  device.net.faultFor = (request) =>
    request.endsWith('/mutations') ? { answer: () => jsonAnswer(401, { code: 'INVALID_TOKEN' }) } : null;
  device.net.meanwhile = (request) => {
    if (request === asked) pauseFor(60_000);
  };
  await device.work().engine.run('now');
  expect(device.net.requests.at(-1)).toBe(asked);
  device.net.faultFor = () => null;
  device.net.meanwhile = () => {};
  device.work().engine.pause(null);
  await device.work().engine.run('now');
  expect(await onServer(ids)).toEqual({ delivered: 1, doubled: 0 });
});

test('sends the rest when she goes on before the run that her pause has cut off is over', async () => {
  const ids = register(1);
  device.net.meanwhile = async (request) => {
    if (!request.endsWith('/mutations')) return;
    pauseFor(60_000);
    ids.push(...register(1));
  };
  const turn = device.clock.turn;
  device.clock.turn = () => {
    // The answer is being settled; the run has seen the pause.
    if (status().pausedUntil !== null && status().waiting === 1) device.work().engine.pause(null);
    return turn();
  };
  await device.work().engine.run('now');
  device.net.meanwhile = () => {};
  await vi.waitFor(async () => expect(await onServer(ids)).toEqual({ delivered: 2, doubled: 0 }));
});

test.each([
  ['the server refuses the cursor', 'GET /v1/changes', () => jsonAnswer(410, { code: 'CURSOR_REFUSED' })],
  ['the server names another history', 'GET /v1/changes', anotherHistory],
  ['the mirror is compared with the server', 'GET /v1/digest', otherDigests],
])(
  'makes no request in a pause that begins while %s, and fetches everything afterwards',
  async (_, asked, answer) => {
    let askedBefore: number | null = null;
    device.net.faultFor = (request) => (request === asked ? { answer } : null);
    device.net.meanwhile = (request) => {
      if (request !== asked || askedBefore !== null) return;
      askedBefore = device.net.requests.length;
      pauseFor(60_000);
    };
    if (asked === 'GET /v1/digest') device.work().engine.checkServer();
    await device.work().engine.run('now');
    expect(device.net.requests.slice(askedBefore ?? 0)).toEqual([]);
    device.net.faultFor = () => null;
    device.net.meanwhile = () => {};
    device.work().engine.pause(null);
    await device.work().engine.run('now');
    expect(status()).toMatchObject({ kind: 'synced', waiting: 0 });
  },
);

function anotherHistory(): Response {
  const head = { epoch: 'another', cursor: 'c', more: false, snapshot: true, progress: null };
  return jsonAnswer(200, { ...head, changes: {}, tombstones: {} });
}

function otherDigests(): Response {
  const digest = { count: 0, digest: '0'.repeat(64) };
  return jsonAnswer(200, { epoch: 'e', entities: { activities: digest } });
}
