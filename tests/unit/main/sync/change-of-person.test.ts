import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import type { Device } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});

const ola = { email: 'ola.demo@feltbok.example', password: 'likeperson-demo' };
const kari = { ...ola, email: 'kari.demo@feltbok.example' };
const go = () => device.work().engine.run('now');
const delivered = async (ids: string[]) =>
  (await server.sql('SELECT id FROM activities WHERE id = ANY($1)', [ids])).length;

test('sends what a second person registers where nothing of the first one’s waited', async () => {
  expect(await device.life().signIn(ola)).toEqual({ kind: 'signed_in' });
  await go();
  const ids = registerMany(device, 2);
  await go();
  expect(device.work().engine.status()).toMatchObject({ kind: 'synced', waiting: 0 });
  expect(await delivered(ids)).toBe(2);
});

test('sends what is registered after somebody signed out while signing in was on its way', async () => {
  let leaving: Promise<unknown> | null = null;
  device.net.meanwhile = (request) => {
    if (request === 'POST /v1/session') leaving ??= device.life().session.signOut();
  };
  await device.life().signIn(kari);
  await leaving;
  device.net.meanwhile = () => {};
  // Signing out was the last that she asked for.
  expect(device.life().session.signedIn()).toBe(false);
  await device.signIn();
  await go();
  const ids = registerMany(device, 2);
  await go();
  expect(await delivered(ids)).toBe(2);
});
