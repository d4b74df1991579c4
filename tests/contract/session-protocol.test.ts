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

    it('gives the same successor within 30 s of the last time, for the device whose answers were lost', async () => {
      const { signedIn } = await signIn(server, kari);
      const second = tokens.parse(await (await refresh(signedIn.refreshToken)).json());
      for (let lost = 0; lost < 3; lost += 1) {
        now += 29_000;
        const again = tokens.parse(await (await refresh(signedIn.refreshToken)).json());
        expect(again.refreshToken).toBe(second.refreshToken);
      }
      now += 31_000;
      expect((await refresh(signedIn.refreshToken)).status).toBe(401);
      expect((await refresh(second.refreshToken)).status).toBe(401);
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
