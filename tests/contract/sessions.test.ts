import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunningServer } from '../../server/start-server';
import { readSession } from '../../src/main/database/session-row';
import { deviceForEachTest } from '../support/device-for-each-test';
import { identityOf, startIdentityProvider, type TestProvider, trust } from '../support/identity-provider';
import type { Device } from '../support/make-device';
import { registerMany } from '../support/register-on';
import { kari, ola, send } from './sync-client';

const edits = 50;
let provider: TestProvider;
let server: RunningServer;
let device: Device;
let aheadMs = 0;

beforeAll(async () => {
  provider = await startIdentityProvider();
});
afterAll(() => provider.close());

const byPassword = (password = 'likeperson-demo') => device.life().signIn({ email: kari, password });
const byProvider = async (login = 'kari') =>
  device.life().signIn({ organisation: 'demo-horsel', ...(await identityOf(provider, login)) });

// Whichever way she came in, what follows is the same.
describe.each([
  { way: 'a password', signIn: () => byPassword(), closed: 'wrong_credentials' },
  { way: 'the identity provider', signIn: () => byProvider(), closed: 'account_closed' },
])('signed in by $way', ({ signIn, closed }) => {
  deviceForEachTest(
    (made) => {
      ({ server, device } = made);
    },
    { now: () => Date.now() + aheadMs },
  );
  beforeEach(async () => {
    aheadMs = 0;
    await trust(server, provider, 'demo-horsel');
    expect(await signIn()).toEqual({ kind: 'signed_in' });
    await go();
    device.net.requests.length = 0;
  });

  test('renews a token that has run out once for fifty callers, and sends what waits', async () => {
    const ids = registerMany(device, edits);
    aheadMs = 11 * 60_000;
    await Promise.all(Array.from({ length: 50 }, () => device.life().session.refresh()));
    expect(refreshes()).toBe(1);
    aheadMs += 11 * 60_000;
    await go();
    expect(refreshes()).toBe(2);
    expect(await delivered(ids)).toBe(edits);
  });

  test.each([
    ['a minute', 61_000],
    ['an hour', 3_600_000],
    ['a winter', 85 * 24 * 3_600_000],
  ])(
    'stays signed in when the answer to a refresh is lost and asked for again after %s',
    async (_time, lateMs) => {
      const ids = registerMany(device, edits);
      aheadMs = 11 * 60_000;
      device.net.faultFor = (request) => (request.endsWith('/refresh') ? 'lose_answer' : null);
      await go();
      expect(await delivered(ids)).toBe(0);
      device.net.faultFor = () => null;
      aheadMs += lateMs;
      // The computer may have been started anew meanwhile.
      await device.restart();
      await go();
      expect(await delivered(ids)).toBe(edits);
      expect(device.work().engine.status()).toMatchObject({ kind: 'synced', waiting: 0 });
    },
  );

  test('ends the sign-in, and nothing else, when an old token comes again', async () => {
    const stolen = readSession(device.database())?.refreshToken;
    aheadMs = 11 * 60_000;
    await go();
    const ids = registerMany(device, edits);
    aheadMs += 60_000;
    expect((await send(server, 'POST', '/v1/session/refresh', { refreshToken: stolen })).status).toBe(401);
    await go();
    expect(device.life().state()).toMatchObject({ kind: 'ready', ended: 'expired' });
    expect(device.work().engine.status()).toMatchObject({ kind: 'auth_needed', because: null, count: edits });
    aheadMs = 0;
    expect(await signIn()).toEqual({ kind: 'signed_in' });
    await go();
    expect(await delivered(ids)).toBe(edits);
  });

  test.each([
    ['her account is closed', 'UPDATE users SET disabled_at = $1 WHERE email = $2', kari],
    ['her organisation has ended', 'UPDATE orgs SET closed_at = $1 WHERE slug = $2', 'demo-horsel'],
  ])('says so, keeps every edit and sends it once it is open again, when %s', async (_when, sql, whose) => {
    const ids = registerMany(device, edits);
    await server.sql(sql, ['2026-01-01', whose]);
    await go();
    await device.restart();
    expect(device.life().state()).toMatchObject({ kind: 'ready', ended: 'account_closed' });
    expect(device.work().engine.status()).toMatchObject({
      kind: 'auth_needed',
      because: 'account_closed',
      count: edits,
    });
    expect(await signIn()).toEqual({ kind: closed });
    // Whoever looks after it can have it.
    device.chosenFile = join(device.folder, 'kari.feltbok');
    let exported = {};
    for await (const progress of device.work().workspace.handover.export()) exported = progress;
    expect(exported).toMatchObject({ kind: 'saved', counts: { waiting: edits } });
    expect(existsSync(device.chosenFile)).toBe(true);
    await server.sql(sql, [null, whose]);
    expect(await signIn()).toEqual({ kind: 'signed_in' });
    expect(device.life().state()).toMatchObject({ ended: null });
    await go();
    expect(await delivered(ids)).toBe(edits);
    expect(device.work().engine.status()).toMatchObject({ kind: 'synced', waiting: 0 });
  });

  test('says that the profile is in use on another computer, and sends what waits as a device of its own', async () => {
    const ids = registerMany(device, edits);
    const deviceId = device.database().prepare('SELECT device_id FROM sync_state').pluck().get();
    await server.sql('UPDATE devices SET copied_at = now() WHERE id = $1', [deviceId]);
    await server.sql('UPDATE refresh_tokens SET revoked_at = now() WHERE device_id = $1', [deviceId]);
    await go();
    expect(device.life().state()).toMatchObject({ kind: 'ready', ended: 'device_copied' });
    expect(device.work().engine.status()).toMatchObject({ kind: 'auth_needed', count: edits });
    expect(await signIn()).toEqual({ kind: 'signed_in' });
    await go();
    expect(await delivered(ids)).toBe(edits);
  });

  test('says that the computer is blocked, not that the server cannot be reached', async () => {
    const ids = registerMany(device, edits);
    const deviceId = device.database().prepare('SELECT device_id FROM sync_state').pluck().get();
    await server.sql('UPDATE devices SET disabled_at = now() WHERE id = $1', [deviceId]);
    await go();
    expect(device.life().state()).toMatchObject({ kind: 'ready', ended: 'device_refused' });
    expect(device.work().engine.status()).toMatchObject({ kind: 'auth_needed', count: edits });
    expect(await signIn()).toEqual({ kind: 'device_refused' });
    await server.sql('UPDATE devices SET disabled_at = NULL WHERE id = $1', [deviceId]);
    expect(await signIn()).toEqual({ kind: 'signed_in' });
    await go();
    expect(await delivered(ids)).toBe(edits);
  });

  test('tells her that her area has changed, and parks with its reason what she may not send any more', async () => {
    const ids = registerMany(device, edits);
    const units = (email: string) =>
      server.sql<{ unit_id: string }>(
        'SELECT unit_id FROM user_units x JOIN users u ON u.id = x.user_id WHERE u.email = $1',
        [email],
      );
    const [[own], [others]] = [await units(kari), await units(ola)];
    const move = (to: string | undefined) =>
      server.sql(
        'UPDATE user_units x SET unit_id = $1 FROM users u WHERE u.id = x.user_id AND u.email = $2',
        [to, kari],
      );
    await move(others?.unit_id);
    aheadMs = 11 * 60_000;
    await go();
    expect(device.life().session.person()?.unitIds).toEqual([others?.unit_id]);
    const { workspace, engine } = device.work();
    expect(await workspace.sync.notices({} as never)).toContainEqual(
      expect.objectContaining({ kind: 'area_changed', count: 1 }),
    );
    // One more to answer is the question about deleting what this computer has of the area she left.
    expect(engine.status()).toMatchObject({ kind: 'attention', count: edits, needsPerson: edits + 1 });
    const parked = await workspace.sync.queue({ only: 'needs_person', limit: 500 });
    expect(parked.total).toBe(edits);
    expect(await delivered(ids)).toBe(0);
    await move(own?.unit_id);
  });

  test('takes over what the organisation switches on and off at the next refresh, and keeps it without a network', async () => {
    const features = () => (device.life().state() as { features?: unknown }).features;
    const set = (flags: object) =>
      server.sql(`UPDATE orgs SET features = $1 WHERE slug = 'demo-horsel'`, [JSON.stringify(flags)]);
    expect(features()).toEqual({ handOver: true });
    await set({ handOver: false, later: 'soon' });
    aheadMs = 11 * 60_000;
    await go();
    expect(features()).toEqual({ handOver: false });
    device.net.faultFor = () => 'refuse';
    await device.restart();
    expect(features()).toEqual({ handOver: false });
    await set({});
    device.net.faultFor = () => null;
    aheadMs += 11 * 60_000;
    await go();
    expect(features()).toEqual({ handOver: true });
  });
});

const go = () => device.work().engine.run('now');
const refreshes = () => device.net.requests.filter((request) => request.endsWith('/session/refresh')).length;
async function delivered(ids: string[]): Promise<number> {
  const rows = await server.sql<{ id: string }>('SELECT id FROM activities WHERE id = ANY($1)', [ids]);
  return rows.length;
}
