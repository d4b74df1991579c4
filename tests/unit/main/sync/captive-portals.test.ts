import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../../server/start-server';
import { type Device, makeDevice, someActivity } from '../../../support/make-device';
import { registerOn } from '../../../support/register-on';
import { startRelay } from '../../../support/relay';

type Answerer = (request: IncomingMessage, response: ServerResponse) => void;
const html = { 'content-type': 'text/html' };
const json = { 'content-type': 'application/json' };
const page = '<!doctype html><title>Welcome</title>';
const answering =
  (status: number, headers: Record<string, string>, body: string): Answerer =>
  (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };

/** Somebody who answers in our server's place, and what the app says then. */
const strangers: { name: string; answer: Answerer; status: string }[] = [
  { name: 'a log-in page', answer: answering(200, html, page), status: 'server_error' },
  {
    name: 'a redirect to a log-in page',
    answer: (request, response) =>
      request.url === '/login'
        ? answering(200, html, page)(request, response)
        : answering(302, { location: '/login' }, '')(request, response),
    status: 'server_error',
  },
  { name: 'network authentication required', answer: answering(511, html, page), status: 'server_error' },
  { name: 'a proxy that wants a password', answer: answering(407, html, page), status: 'server_error' },
  {
    name: 'JSON of another service',
    answer: answering(200, json, '{"service":"other","protocol":1,"epoch":"e"}'),
    status: 'server_error',
  },
  {
    name: 'a refusal in JSON that is not ours',
    answer: answering(401, json, '{"error":"login"}'),
    status: 'server_error',
  },
  {
    name: 'a block in JSON that is not ours',
    answer: answering(403, json, '{"code":"BLOCKED"}'),
    status: 'server_error',
  },
  {
    name: 'our server in another protocol',
    answer: answering(200, json, '{"service":"feltbok","protocol":2,"epoch":"e"}'),
    status: 'update_needed',
  },
];

let server: RunningServer;
let device: Device;
const opened: Server[] = [];
beforeAll(async () => {
  server = await startServer({ demo: 'S', passwordCost: 10 });
});
afterAll(() => server.close());
afterEach(() => {
  expect(device.defects).toEqual([]);
  device.remove();
  for (const one of opened.splice(0)) {
    one.closeAllConnections();
    one.close();
  }
});

/** Notes every secret it is told. */
async function openStranger(answer: Answerer): Promise<{ url: string; told: string[] }> {
  const told: string[] = [];
  const stranger = createServer((request, response) => {
    if (request.headers.authorization) told.push(`authorization on ${request.url}`);
    if (request.method !== 'GET') told.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  opened.push(stranger);
  stranger.listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  return { url: `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`, told };
}

/** The first request may still go into a connection that the change of networks has cut. */
async function run(): Promise<void> {
  await device.work().engine.run('now');
  await device.work().engine.run('now');
}

test.each(strangers)(
  'tells no token and no registration to $name, and sends when the server is back',
  async ({ answer, status }) => {
    const relay = await startRelay(server.url);
    device = await makeDevice(relay.url);
    await device.signIn();
    device.probesServer = true;
    await device.work().engine.run('start');
    registerOn(device, [someActivity(device)]);
    const { url, told } = await openStranger(answer);
    relay.leadTo(url);
    await run();
    expect(device.work().engine.status()).toMatchObject({ kind: status, waiting: 1 });
    // Not even what the person types herself.
    expect(
      (await device.life().signIn({ email: 'kari.demo@feltbok.example', password: 'likeperson-demo' })).kind,
    ).not.toBe('signed_in');
    expect(told).toEqual([]);
    relay.leadTo(server.url);
    await run();
    expect(device.work().engine.status()).toMatchObject({ waiting: 0, needsPerson: 0 });
    await relay.close();
  },
);

test('asks who answers before the first run after a pause, however long the network has been there', async () => {
  const relay = await startRelay(server.url);
  device = await makeDevice(relay.url);
  await device.signIn();
  device.probesServer = true;
  await device.work().engine.run('start');
  device.work().engine.pause(device.clock.now() + 60_000);
  // While nothing may be asked, the watcher says "online" without knowing.
  device.work().engine.applyConnectivity('online');
  const { url, told } = await openStranger(answering(200, html, page));
  relay.leadTo(url);
  device.work().engine.pause(null);
  await device.work().engine.run('now');
  expect(told).toEqual([]);
  await relay.close();
});
