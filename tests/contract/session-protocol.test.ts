import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoPassword } from '../../server/seed/plan-demo';
import { tokens } from '../../src/shared/contracts/sync-api';
import { type ContractServer, contractServers } from './contract-servers';
import { admin, kari, ola, send, signIn, siri } from './sync-client';

const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

describe.each(contractServers)('$name', ({ start }) => {
  let server: ContractServer;
  let now = Date.UTC(2026, 10, 21, 12);

  beforeAll(async () => {
    server = await start({ now: () => now });
  });
  afterAll(() => server.close());

  const refresh = (refreshToken: string) => send(server, 'POST', '/v1/session/refresh', { refreshToken });

  describe('sign-in', () => {
    it('answers who the person is, with her units', async () => {
      const { signedIn } = await signIn(server, kari);
      expect(signedIn.person).toMatchObject({ email: kari, role: 'coordinator', orgSlug: 'demo-horsel' });
      expect(signedIn.person.unitIds).toHaveLength(1);
      expect(signedIn.expiresInS).toBe(600);
      expect((await signIn(server, admin)).signedIn.person.unitIds.length).toBeGreaterThan(1);
      expect((await signIn(server, siri)).signedIn.person.orgSlug).toBe('demo-syn');
    });
  });

  describe('access token', () => {
    it('ends after ten minutes', async () => {
      const device = await signIn(server, kari);
      expect((await device.call('GET', '/v1/digest')).status).toBe(200);
      now += 601_000;
      const answer = await device.call('GET', '/v1/digest');
      expect(answer.status).toBe(401);
      expect(await codeOf(answer)).toBe('INVALID_TOKEN');
    });

    it('is refused as soon as the device is shut out, as a refresh and a new sign-in are', async () => {
      const device = await signIn(server, ola);
      await server.shutOut(device.id);
      const shutOut = await device.call('GET', '/v1/changes');
      expect([shutOut.status, await codeOf(shutOut)]).toEqual([403, 'DEVICE_REFUSED']);
      expect((await refresh(device.signedIn.refreshToken)).status).toBe(403);
      const again = { email: ola, password: demoPassword, deviceId: device.id };
      expect((await send(server, 'POST', '/v1/session', again)).status).toBe(403);
    });
  });

  describe('refresh', () => {
    it('gives new tokens, and revokes the family when an old one comes again', async () => {
      const device = await signIn(server, kari);
      const first = device.signedIn.refreshToken;
      const second = tokens.parse(await (await refresh(first)).json());
      const third = tokens.parse(await (await refresh(second.refreshToken)).json());
      const stolen = await refresh(first);
      expect([stolen.status, await codeOf(stolen)]).toEqual([401, 'REFRESH_REFUSED']);
      expect((await refresh(third.refreshToken)).status).toBe(401);
      expect((await device.call('GET', '/v1/digest')).status).toBe(401);
    });

    it('gives the same successor for the device whose answers were lost, however late it asks, while nobody has used it', async () => {
      const { signedIn } = await signIn(server, kari);
      const second = tokens.parse(await (await refresh(signedIn.refreshToken)).json());
      for (const lateMs of [29_000, 31_000, 60_000, 3_600_000, 60 * 24 * 3_600_000]) {
        now += lateMs;
        const again = tokens.parse(await (await refresh(signedIn.refreshToken)).json());
        expect(again.refreshToken).toBe(second.refreshToken);
      }
      expect((await refresh(second.refreshToken)).status).toBe(200);
    });

    it.each([
      ['the access token that came with it', 0],
      ['an access token that came with it the second time', 1],
    ])(
      'revokes the family when a token comes again over 30 s after its answer, and its successor was used by %s',
      async (_how, used) => {
        const { signedIn } = await signIn(server, kari);
        const answers = [await refresh(signedIn.refreshToken), await refresh(signedIn.refreshToken)];
        const given = await Promise.all(answers.map(async (each) => tokens.parse(await each.json())));
        const { accessToken, refreshToken } = given[used] ?? signedIn;
        const headers = { authorization: `Bearer ${accessToken}` };
        expect((await send(server, 'GET', '/v1/digest', undefined, headers)).status).toBe(200);
        // The same request, doubled on the way, may come after the use of its first answer.
        now += 29_000;
        expect((await refresh(signedIn.refreshToken)).status).toBe(200);
        now += 31_000;
        const stolen = await refresh(signedIn.refreshToken);
        expect([stolen.status, await codeOf(stolen)]).toEqual([401, 'REFRESH_REFUSED']);
        expect((await refresh(refreshToken)).status).toBe(401);
        expect((await send(server, 'GET', '/v1/digest', undefined, headers)).status).toBe(401);
      },
    );

    it('revokes the family when two hold one successor and each of them uses it', async () => {
      const { signedIn } = await signIn(server, kari);
      const own = tokens.parse(await (await refresh(signedIn.refreshToken)).json());
      now += 3_600_000;
      const stolen = tokens.parse(await (await refresh(signedIn.refreshToken)).json());
      expect(stolen.refreshToken).toBe(own.refreshToken);
      const next = tokens.parse(await (await refresh(stolen.refreshToken)).json());
      const headers = { authorization: `Bearer ${next.accessToken}` };
      expect((await send(server, 'GET', '/v1/digest', undefined, headers)).status).toBe(200);
      now += 31_000;
      expect((await refresh(own.refreshToken)).status).toBe(401);
      expect((await refresh(next.refreshToken)).status).toBe(401);
    });

    it('makes one successor of ten simultaneous requests', async () => {
      const { signedIn } = await signIn(server, kari);
      const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(signedIn.refreshToken)));
      const given = await Promise.all(
        answers.map(async (answer) => tokens.parse(await answer.json()).refreshToken),
      );
      expect(new Set(given).size).toBe(1);
    });

    it('refuses what is not a token', async () => {
      for (const token of ['', 'x', `${randomUUID()}.${'a'.repeat(43)}`, "' OR true --"])
        expect((await refresh(token)).status).toBe(401);
    });

    it('ends after ninety days', async () => {
      const { signedIn } = await signIn(server, kari);
      now += 91 * 24 * 3_600_000;
      expect((await refresh(signedIn.refreshToken)).status).toBe(401);
    });
  });

  describe('sign-out', () => {
    it('revokes both tokens of the device at once', async () => {
      const device = await signIn(server, kari);
      const { refreshToken } = device.signedIn;
      expect((await send(server, 'DELETE', '/v1/session', { refreshToken })).status).toBe(204);
      expect((await refresh(refreshToken)).status).toBe(401);
      expect((await device.call('GET', '/v1/digest')).status).toBe(401);
    });

    it('takes the access token alone, and answers the same to nobody', async () => {
      const device = await signIn(server, kari);
      expect((await device.call('DELETE', '/v1/session')).status).toBe(204);
      expect((await refresh(device.signedIn.refreshToken)).status).toBe(401);
      expect((await send(server, 'DELETE', '/v1/session')).status).toBe(204);
    });

    it('ends the session of whoever used the device before', async () => {
      const first = await signIn(server, kari);
      await signIn(server, ola, first.id);
      expect((await first.call('GET', '/v1/digest')).status).toBe(401);
    });
  });
});
