import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../server/start-server';
import { signInAnswer } from '../../src/shared/contracts/sync-api';
import { identityOf, startIdentityProvider, type TestProvider, trust } from '../support/identity-provider';
import { send } from './sync-client';

let server: RunningServer;
let provider: TestProvider;
let aheadMs = 0;

beforeAll(async () => {
  provider = await startIdentityProvider();
  server = await startServer({ demo: 'S', passwordCost: 10, now: () => Date.now() + aheadMs });
  await trust(server, provider, 'demo-syn');
});
afterAll(async () => {
  await server.close();
  await provider.close();
});
beforeEach(() => {
  // A new window for the limit on tries, and the clock of everybody else.
  aheadMs = 0;
});

const tokenFor = (login: string) => identityOf(provider, login);
const show = (proof: { idToken: string; proof: string }, changes: Record<string, unknown> = {}) =>
  send(server, 'POST', '/v1/session/provider', {
    organisation: 'demo-syn',
    deviceId: randomUUID(),
    ...proof,
    ...changes,
  });
const saidOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

describe('signing in with an identity token of a real provider', () => {
  it('gives the tokens of our own, for the user whom the organisation knows by that identity', async () => {
    const deviceId = randomUUID();
    const answer = await show(await tokenFor('siri'), { deviceId });
    expect(answer.status).toBe(200);
    const given = signInAnswer.parse(await answer.json());
    expect(given).toMatchObject({
      expiresInS: 600,
      person: { orgSlug: 'demo-syn', email: 'siri.demo@feltbok.example' },
    });
    const headers = { authorization: `Bearer ${given.accessToken}` };
    expect((await send(server, 'GET', '/v1/digest', undefined, headers)).status).toBe(200);
    const again = await send(server, 'POST', '/v1/session/refresh', { refreshToken: given.refreshToken });
    expect(again.status).toBe(200);
    expect(JSON.stringify(await server.sql('SELECT * FROM identities'))).not.toContain('eyJ');
  });

  it('answers that nobody here has that identity, and that her account is closed, only to whom the provider vouches for', async () => {
    expect(await saidOf(await show(await tokenFor('kari')))).toEqual([401, 'PERSON_UNKNOWN']);
    const siri = await tokenFor('siri');
    const close = (value: string) =>
      server.sql(`UPDATE users SET disabled_at = ${value} WHERE email = 'siri.demo@feltbok.example'`);
    await close('now()');
    expect(await saidOf(await show(siri))).toEqual([401, 'ACCOUNT_CLOSED']);
    await close('NULL');
    await server.sql(`UPDATE orgs SET closed_at = now() WHERE slug = 'demo-syn'`);
    expect(await saidOf(await show(siri))).toEqual([401, 'ACCOUNT_CLOSED']);
    await server.sql(`UPDATE orgs SET closed_at = NULL WHERE slug = 'demo-syn'`);
    expect((await show(siri)).status).toBe(200);
  });

  it('takes the token from nobody who does not know what its nonce is the hash of', async () => {
    const { idToken, proof } = await tokenFor('siri');
    const other = randomBytes(32).toString('base64url');
    expect(await saidOf(await show({ idToken, proof: other }))).toEqual([401, 'IDENTITY_REFUSED']);
    const nonce = createHash('sha256').update(proof).digest('base64url');
    expect(await saidOf(await show({ idToken, proof: nonce }))).toEqual([401, 'IDENTITY_REFUSED']);
  });

  it('takes it for no other organisation, whether that has a provider or not, or does not exist', async () => {
    const proof = await tokenFor('siri');
    for (const organisation of ['demo-horsel', 'nobody', "' OR true --", 'nul\0'])
      expect(await saidOf(await show(proof, { organisation }))).toEqual([401, 'IDENTITY_REFUSED']);
    await server.sql(
      `UPDATE orgs SET provider_issuer = 'https://other.example', provider_client_id = 'feltbok-desktop' WHERE slug = 'demo-bevegelse'`,
    );
    const answer = await show(proof, { organisation: 'demo-bevegelse' });
    expect([401, 503]).toContain(answer.status);
  });

  it('takes it for as long as signing in takes, and no longer', async () => {
    const proof = await tokenFor('siri');
    aheadMs = 5 * 60_000;
    expect((await show(proof)).status).toBe(200);
    aheadMs = 12 * 60_000;
    expect(await saidOf(await show(proof))).toEqual([401, 'IDENTITY_REFUSED']);
    aheadMs = -12 * 60_000;
    expect(await saidOf(await show(proof))).toEqual([401, 'IDENTITY_REFUSED']);
  });

  it('makes an address wait after sixty tokens that are not valid, and one token after eight tries', async () => {
    aheadMs = 3_600_000;
    const { proof } = await tokenFor('siri');
    const tries = (from: number, count: number, token: (index: number) => string) =>
      Array.from({ length: count }, async (_, index) => show({ idToken: token(from + index), proof }));
    const statuses = async (answers: Promise<Response>[]) => [
      ...new Set((await Promise.all(answers)).map(({ status }) => status)),
    ];
    expect(await statuses(tries(0, 8, () => 'x'))).toEqual([401]);
    expect(await saidOf(await show({ idToken: 'x', proof }))).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(await statuses(tries(0, 52, (index) => `y${index}`))).toEqual([401]);
    expect(await saidOf(await show({ idToken: 'z', proof }))).toEqual([429, 'TOO_MANY_REQUESTS']);
    aheadMs += 15 * 60_000;
    expect((await show({ idToken: 'z', proof })).status).toBe(401);
  });
});

describe('a token that is signed by a key of the provider', () => {
  const proof = randomBytes(32).toString('base64url');
  const nonce = createHash('sha256').update(proof).digest('base64url');
  const own = generateKeyPair('RS256');
  let issuer = '';
  let provides: Server;

  beforeAll(async () => {
    provides = createServer(async ({ url }, response) => {
      const { publicKey } = await own;
      const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
      const body = url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
    provides.listen(0, '127.0.0.1');
    await once(provides, 'listening');
    issuer = `http://127.0.0.1:${(provides.address() as AddressInfo).port}`;
    await trust(server, { ...provider, issuer }, 'demo-syn');
  });
  afterAll(() => provides.close());
  let tests = 0;
  beforeEach(() => {
    // Each in a window of its own of the limit on tries.
    tests += 1;
    aheadMs = (2 + tests) * 3_600_000;
  });

  const sign = async (
    changes: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
    key?: CryptoKey | Uint8Array,
  ) => {
    const nowS = Math.floor((Date.now() + aheadMs) / 1000);
    const claims = {
      iss: issuer,
      aud: provider.clientId,
      sub: 'siri',
      nonce,
      iat: nowS,
      exp: nowS + 300,
      ...changes,
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one', ...header })
      .sign(key ?? (await own).privateKey);
  };
  const nowS = () => Math.floor((Date.now() + aheadMs) / 1000);
  const refusedIf = async (idToken: string) => {
    expect(await saidOf(await show({ idToken, proof }))).toEqual([401, 'IDENTITY_REFUSED']);
  };

  it('is taken when it was made for us alone, or says so', async () => {
    expect((await show({ idToken: await sign(), proof })).status).toBe(200);
    expect((await show({ idToken: await sign({ aud: [provider.clientId] }), proof })).status).toBe(200);
    const both = { aud: [provider.clientId, 'other'], azp: provider.clientId };
    expect((await show({ idToken: await sign(both), proof })).status).toBe(200);
  });

  it.each<[string, (nowS: number) => Record<string, unknown>]>([
    ['is for another app', () => ({ aud: 'other' })],
    [
      'is for several and does not say that it was made for us',
      () => ({ aud: [provider.clientId, 'other'] }),
    ],
    ['was made for another app', () => ({ azp: 'other' })],
    ['names another issuer', () => ({ iss: 'https://other.example' })],
    ['has no subject', () => ({ sub: undefined })],
    ['has an empty subject', () => ({ sub: '' })],
    ['has no nonce', () => ({ nonce: undefined })],
    ['has run out', () => ({ exp: 1 })],
    ['never runs out', () => ({ exp: undefined })],
    ['does not say when it was made', () => ({ iat: undefined })],
    ['was made too long ago', (nowS) => ({ iat: nowS - 11 * 60 - 1 })],
    ['is not valid yet', (nowS) => ({ nbf: nowS + 120 })],
  ])('is refused when it %s', async (_when, changes) => {
    await refusedIf(await sign(changes(nowS())));
  });

  it('is refused when its signature is not of that key', async () => {
    const stranger = await generateKeyPair('RS256');
    const whole = await sign();
    const [, body = ''] = whole.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    await refusedIf(await sign({}, {}, stranger.privateKey));
    await refusedIf(await sign({}, { kid: 'two' }));
    await refusedIf(`${none}.${body}.`);
    await refusedIf(whole.slice(0, -6));
    // The public key, used as a shared secret.
    const { n = '' } = await exportJWK((await own).publicKey);
    await refusedIf(await sign({}, { alg: 'HS256' }, Buffer.from(n, 'base64url')));
  });

  it('is kept for later, not refused, while the provider’s keys cannot be had', async () => {
    const dead = 'http://127.0.0.1:9';
    await trust(server, { ...provider, issuer: dead }, 'demo-syn');
    const answer = await show({ idToken: await sign({ iss: dead }), proof });
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(await saidOf(answer)).toEqual([503, 'UNAVAILABLE']);
  });
});
