import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoPassword } from '../../server/seed/plan-demo';
import { deriveKeys } from '../../server/session/keys';
import { type RunningServer, startServer } from '../../server/start-server';
import { tokens } from '../../src/shared/contracts/sync-api';
import { kari, ola, send, signIn } from './sync-client';

const secret = 'a secret of thirty-two characters';
let server: RunningServer;
let now = Date.UTC(2026, 10, 21, 12);

beforeAll(async () => {
  server = await startServer({ demo: 'S', today: '2026-11-21', now: () => now, secret, passwordCost: 10 });
});
afterAll(() => server.close());

const refresh = (refreshToken: string) => send(server, 'POST', '/v1/session/refresh', { refreshToken });
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

describe('sign-in', () => {
  it('answers the same to a wrong password, an unknown address and a disabled person', async () => {
    const disabled = 'gone.demo@feltbok.example';
    await server.sql(
      `INSERT INTO users (org_id, id, email, name, role, password_hash, disabled_at)
       SELECT org_id, gen_random_uuid(), $2, 'Gone', role, password_hash, now() FROM users WHERE email = $1`,
      [kari, disabled],
    );
    const bodies = [];
    for (const [email, password] of [
      [kari, 'wrong'],
      ['nobody@feltbok.example', demoPassword],
      [disabled, demoPassword],
      ["' OR 1=1 --", "' OR 1=1 --"],
      ['nul\0@feltbok.example', 'nul\0'],
    ]) {
      const answer = await send(server, 'POST', '/v1/session', { email, password, deviceId: randomUUID() });
      expect(answer.status).toBe(401);
      bodies.push(await answer.text());
    }
    expect(new Set(bodies).size).toBe(1);
    expect(JSON.parse(bodies[0] ?? '').code).toBe('WRONG_CREDENTIALS');
  });

  it('makes an account wait after eight wrong passwords, and no longer than it says', async () => {
    const attempt = () =>
      send(server, 'POST', '/v1/session', {
        email: 'tried@feltbok.example',
        password: 'x',
        deviceId: randomUUID(),
      });
    for (let count = 0; count < 8; count += 1) expect((await attempt()).status).toBe(401);
    const refused = await attempt();
    expect(refused.status).toBe(429);
    expect(await codeOf(refused)).toBe('TOO_MANY_REQUESTS');
    now += Number(refused.headers.get('retry-after')) * 1000;
    expect((await attempt()).status).toBe(401);
  });
});

describe('access token', () => {
  const digest = (authorization?: string) =>
    send(server, 'GET', '/v1/digest', undefined, authorization === undefined ? {} : { authorization });

  it('is refused in every shape that is not ours, with one constant body', async () => {
    const { signedIn } = await signIn(server, kari);
    const [head = '', body = '', signature = ''] = signedIn.accessToken.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const key = deriveKeys(secret).accessToken;
    const sign = (changes: Record<string, unknown>, by = key, alg = 'HS256') =>
      new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg, kid: '../../etc/passwd' }).sign(by);
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const forged = [
      undefined,
      '',
      'Bearer',
      'Bearer x',
      `Basic ${Buffer.from('kari:x').toString('base64')}`,
      `Bearer ${none}.${body}.`,
      `Bearer ${head}.${body}.${signature.slice(2)}`,
      `Bearer ${head}.${body}`,
      `Bearer ${await sign({}, deriveKeys('another secret').accessToken)}`,
      `Bearer ${await sign({}, deriveKeys(secret).cursor)}`,
      `Bearer ${await sign({}, new Uint8Array(64).fill(1), 'HS512')}`,
      `Bearer ${await sign({ iss: 'other' })}`,
      `Bearer ${await sign({ aud: 'other' })}`,
      `Bearer ${await sign({ nbf: Math.floor(now / 1000) + 600 })}`,
      `Bearer ${await sign({ exp: undefined })}`,
      `Bearer ${await sign({ exp: 1 })}`,
      `Bearer ${await sign({ org: "' OR true --" })}`,
    ];
    const bodies = new Set<string>();
    for (const authorization of forged) {
      const answer = await digest(authorization);
      expect({ authorization, status: answer.status }).toEqual({ authorization, status: 401 });
      bodies.add(await answer.text());
    }
    expect(bodies.size).toBe(1);
    expect((await digest(`Bearer ${await sign({})}`)).status).toBe(200);
  });

  it('is refused as soon as the person is shut out', async () => {
    const other = await signIn(server, ola);
    await server.sql('UPDATE users SET disabled_at = now() WHERE email = $1', [ola]);
    expect((await other.call('GET', '/v1/digest')).status).toBe(401);
    expect((await refresh(other.signedIn.refreshToken)).status).toBe(401);
    await server.sql('UPDATE users SET disabled_at = NULL WHERE email = $1', [ola]);
  });
});

describe('refresh', () => {
  it('keeps no token that the database alone could give away', async () => {
    const { signedIn } = await signIn(server, kari);
    const second = tokens.parse(await (await refresh(signedIn.refreshToken)).json());
    const stored = JSON.stringify(await server.sql('SELECT * FROM refresh_tokens'));
    for (const token of [signedIn.refreshToken, second.refreshToken])
      expect(stored).not.toContain(token.split('.')[1]);
  });
});
