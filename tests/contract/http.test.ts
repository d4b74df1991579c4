import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../server/start-server';
import { health } from '../../src/shared/contracts/sync-api';
import { type Device, kari, makeMutation, send, signIn } from './sync-client';

let server: RunningServer;
let device: Device;

beforeAll(async () => {
  server = await startServer({ demo: 'S', today: '2026-11-21', passwordCost: 10, slowClientMs: 3000 });
  device = await signIn(server, kari);
});
afterAll(() => server.close());

const path = '/v1/activities/mutations';
const statusAndCode = async (answer: Response) => [
  answer.status,
  ((await answer.json()) as { code: string }).code,
];
const removal = () => makeMutation({ operation: 'delete', recordId: crypto.randomUUID() });

describe('every answer', () => {
  it('says who we are on the health route, without a token', async () => {
    const answer = await send(server, 'GET', '/v1/health');
    expect(health.parse(await answer.json())).toEqual({
      service: 'feltbok',
      protocol: 1,
      epoch: server.epoch,
    });
  });

  it('is 421 to a host that is not ours, whatever is asked', async () => {
    const asked = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const { port } = server;
        const headers = { host: 'elsewhere.example' };
        request({ host: '127.0.0.1', port, path, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect([await asked('/v1/health'), await asked('/nowhere')]).toEqual([421, 421]);
  });

  it('is kept by nobody, is what it says, has a date and invites no other site', async () => {
    for (const answer of [
      await send(server, 'GET', '/v1/health'),
      await send(server, 'GET', '/nowhere'),
      await send(server, 'GET', '/v1/changes'),
      await device.call('GET', '/v1/changes', undefined, { origin: 'https://elsewhere.example' }),
      await send(server, 'OPTIONS', '/v1/changes', undefined, { origin: 'https://elsewhere.example' }),
      await device.call('POST', path, '{'),
    ]) {
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(Date.parse(answer.headers.get('date') ?? '')).toBeGreaterThan(0);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      await answer.arrayBuffer();
    }
  });

  it('packs a page for who can unpack it, and not for others', async () => {
    const packed = await device.call('GET', '/v1/changes', undefined, { 'accept-encoding': 'gzip' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    const plain = await device.call('GET', '/v1/changes', undefined, { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    const changes = async (answer: Response) => ((await answer.json()) as { changes: unknown }).changes;
    expect(await changes(plain)).toEqual(await changes(packed));
  });
});

describe('what is not understood', () => {
  it.each([
    ['no JSON', '{"deviceId":'],
    ['no object', '[]'],
    ['another shape', '{"deviceId":"x","mutations":[]}'],
    [
      'an unknown field',
      JSON.stringify({ deviceId: crypto.randomUUID(), mutations: [removal()], admin: true }),
    ],
    ['deeper than 32', `{"mutations":${'['.repeat(40)}${']'.repeat(40)}}`],
    ['bytes that are no text', new Uint8Array([0x7b, 0xff, 0xfe])],
  ])('is answered by 400 and nothing else: %s', async (_, body) => {
    const answer = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${device.signedIn.accessToken}`, 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      defined: false,
      code: 'BAD_REQUEST',
      status: 400,
      message: 'The request is not understood.',
    });
  });

  it('asks for no such place, entity, method, limit', async () => {
    expect((await device.call('GET', '/v1/users')).status).toBe(404);
    expect((await device.call('GET', '/v1//changes')).status).toBe(404);
    expect((await device.call('GET', '/v1/../v1/%2e%2e/etc/passwd')).status).toBe(404);
    expect((await device.call('PUT', '/v1/changes')).status).toBe(404);
    const body = { deviceId: device.id, mutations: [removal()] };
    expect((await device.call('POST', '/v1/settings/mutations', body)).status).toBe(400);
    expect((await device.call('POST', '/v1/users/mutations', body)).status).toBe(400);
    for (const limit of ['0', '-1', '5001', '1000000000', 'x', '1.5'])
      expect((await device.call('GET', `/v1/changes?limit=${limit}`)).status).toBe(400);
  });
});

describe('what is too much', () => {
  it('more mutations than 500', async () => {
    const mutations = Array.from({ length: 501 }, removal);
    const answer = await device.call('POST', path, { deviceId: device.id, mutations });
    expect(await statusAndCode(answer)).toEqual([413, 'TOO_LARGE']);
  });

  it('a body over 1.25 MiB, announced', async () => {
    const answer = await device.call('POST', path, `"${'x'.repeat(1_400_000)}"`);
    expect(await statusAndCode(answer)).toEqual([413, 'TOO_LARGE']);
    expect((await send(server, 'GET', '/v1/health')).status).toBe(200);
  });

  it('a body without an end', async () => {
    const answered = await new Promise((resolve) => {
      const outgoing = request(`${server.url}${path}`, { method: 'POST' }, (answer) => {
        resolve(answer.statusCode);
        outgoing.destroy();
      });
      outgoing.on('error', resolve);
      for (let sent = 0; sent < 20; sent += 1) outgoing.write('x'.repeat(100_000));
    });
    expect(answered).toBe(413);
  });

  it('headers over 16 KB', async () => {
    const answer = await send(server, 'GET', '/v1/digest', undefined, {
      authorization: `Bearer ${'x'.repeat(20_000)}`,
    });
    expect(answer.status).toBe(431);
  });

  it('a client that takes too long to say what it wants', async () => {
    const said = await new Promise<string>((resolve) => {
      const socket = connect(server.port, '127.0.0.1');
      let text = '';
      socket.on('data', (bytes) => {
        text += bytes.toString();
      });
      socket.on('close', () => resolve(text));
      socket.on('error', () => undefined);
      socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{`);
    });
    expect(said).toContain('408');
  });
});
