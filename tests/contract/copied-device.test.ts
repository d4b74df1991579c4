import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoPassword } from '../../server/seed/plan-demo';
import { type RunningServer, startServer } from '../../server/start-server';
import type { Mutation } from '../../src/shared/contracts/mutations';
import { type Device, kari, makeRegistrar, send, signIn } from './sync-client';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ demo: 'S', today: '2026-11-21', passwordCost: 10 });
});
afterAll(() => server.close());

const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
const offer = (device: Device, mutations: Mutation[]) =>
  device.call('POST', '/v1/activities/mutations', { deviceId: device.id, mutations });
const storedUnder = (mutation: Mutation) =>
  server.sql('SELECT id FROM activities WHERE id = $1', [mutation.recordId]);
const effectsOf = (mutation: Mutation) =>
  server.sql('SELECT action FROM audit_log WHERE record_id = $1', [mutation.recordId]);

/** Two computers with one profile, and a maker of registrations for them. */
async function copied() {
  const first = await signIn(server, kari);
  const second = await signIn(server, kari, first.id);
  const creation = await makeRegistrar(first);
  return { first, second, creation };
}

describe('a profile that was copied to a second computer', () => {
  it('is noticed when a number of its queue stands for two mutations, and nothing of the request is stored', async () => {
    const { first, second, creation } = await copied();
    const one = creation();
    const [before, other] = [creation(), creation({ sequence: one.sequence })];
    await first.push('activities', [one]);
    const refused = await offer(second, [before, other]);
    expect([refused.status, await codeOf(refused)]).toEqual([401, 'DEVICE_COPIED']);
    expect([await storedUnder(before), await storedUnder(other)]).toEqual([[], []]);
  });

  it('ends both sign-ins, and takes neither computer under the old number again', async () => {
    const { first, second, creation } = await copied();
    const one = creation();
    await first.push('activities', [one]);
    await offer(second, [creation({ sequence: one.sequence })]);
    for (const { call, id, signedIn } of [first, second]) {
      expect((await call('GET', '/v1/digest')).status).toBe(401);
      const { refreshToken } = signedIn;
      expect((await send(server, 'POST', '/v1/session/refresh', { refreshToken })).status).toBe(401);
      const again = await send(server, 'POST', '/v1/session', {
        email: kari,
        password: demoPassword,
        deviceId: id,
      });
      expect([again.status, await codeOf(again)]).toEqual([401, 'DEVICE_COPIED']);
    }
  });

  it('is answered as the first time for what was sent before, also under a new number', async () => {
    const { first, second, creation } = await copied();
    const [shared, own] = [creation(), creation()];
    const [answer] = await first.push('activities', [shared, own]);
    const theirs = creation({ sequence: own.sequence });
    await offer(second, [shared, theirs]);
    const renewed = await signIn(server, kari);
    const results = await renewed.push('activities', [shared, theirs]);
    expect(results[0]).toEqual(answer);
    expect(results[1]?.outcome).toBe('applied');
    expect(await effectsOf(shared)).toHaveLength(1);
  });

  it('is not seen in a mutation that was rejected and is offered again in its place', async () => {
    const { first, creation } = await copied();
    const refused = creation({ changes: {} });
    const [result] = await first.push('activities', [refused]);
    expect(result?.outcome).toBe('rejected');
    const again = creation({ sequence: refused.sequence });
    expect(await first.push('activities', [again])).toMatchObject([{ outcome: 'applied' }]);
  });

  it('is not seen in a request that comes twice', async () => {
    const { first, creation } = await copied();
    const mutations = [creation(), creation()];
    const results = await first.push('activities', mutations);
    expect(await first.push('activities', mutations)).toEqual(results);
  });
});
