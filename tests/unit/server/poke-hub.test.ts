import { expect, it } from 'vitest';
import type { Told } from '../../../server/database/sql';
import { type Listener, openPokeHub } from '../../../server/poke/poke-hub';

const orgId = 'org';
const listener = (changes: Partial<Listener> = {}): Listener => ({
  orgId,
  userId: 'person',
  deviceId: 'device',
  family: 'family',
  expiresAt: 60_000,
  isLive: async () => true,
  ...changes,
});

async function makeHub() {
  let told: Told = { notified() {}, missed() {} };
  const listen = async (_: readonly string[], given: Told) => {
    told = given;
    return async () => {};
  };
  const hub = await openPokeHub(listen, { now: () => 0, report() {} });
  return {
    hub,
    notify: (channel: string, payload: string) => told.notified(channel, payload),
    lose: () => told.missed(),
  };
}

it('keeps one poke, not a queue of them, for a client that reads slowly', async () => {
  const { hub, notify } = await makeHub();
  const stream = hub.open(listener(), undefined);
  for (let round = 0; round < 1000; round += 1) notify('feltbok_changes', `${orgId} another`);
  expect((await stream.next()).value).toEqual({ kind: 'changes' });
  const next = stream.next();
  await hub.close();
  expect(await next).toEqual({ done: true, value: undefined });
});

it('pokes everybody, and looks at every session, when the line to the database was away', async () => {
  const { hub, lose } = await makeHub();
  const [here, gone] = [
    hub.open(listener(), undefined),
    hub.open(listener({ deviceId: 'other', isLive: async () => false }), undefined),
  ];
  lose();
  expect((await here.next()).value).toEqual({ kind: 'changes' });
  await Promise.resolve();
  expect((await gone.next()).done).toBe(true);
  await hub.close();
});

it('forgets a stream that nobody reads any more', async () => {
  const { hub } = await makeHub();
  const left = new AbortController();
  const stream = hub.open(listener(), left.signal);
  const next = stream.next();
  left.abort();
  expect((await next).done).toBe(true);
  await hub.close();
});
