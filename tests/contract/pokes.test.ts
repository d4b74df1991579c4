import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { accessTokenS, signAccessToken } from '../../server/session/access-token';
import { deriveKeys } from '../../server/session/keys';
import { type RunningServer, startServer } from '../../server/start-server';
import {
  type Device,
  kari,
  makeActivityFields,
  makeMutation,
  ola,
  pull,
  send,
  signIn,
  siri,
} from './sync-client';

const secret = 'a secret of thirty-two characters';
const noon = Date.UTC(2026, 10, 21, 12);
const heartbeatMs = 200;
/** Long enough for what should not come to have come. */
const quietMs = 400;
let server: RunningServer;
let writer: Device;
let fields: ReturnType<typeof makeActivityFields>;
const open: Stream[] = [];

beforeAll(async () => {
  server = await startServer({
    demo: 'S',
    today: '2026-11-21',
    now: () => noon,
    secret,
    passwordCost: 10,
    heartbeatMs,
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  writer = await signIn(server, kari);
  const mirror = new Map();
  await pull(writer, mirror);
  fields = makeActivityFields(mirror, writer.signedIn.person.unitIds[0] ?? '', {
    note: 'Ingen skal lese dette',
  });
});
afterEach(async () => {
  for (const stream of open.splice(0)) await stream.leave();
});

type Stream = {
  response: Response;
  /** All that came. */
  text(): string;
  pokes(): number;
  /** Resolves when the server has ended it. */
  ended: Promise<string>;
  leave(): Promise<void>;
};

async function listen(authorization: string): Promise<Stream> {
  const leaving = new AbortController();
  const response = await fetch(`${server.url}/v1/events`, {
    headers: { authorization },
    signal: leaving.signal,
  });
  let text = '';
  const ended = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
    return text;
  })();
  ended.catch(() => {});
  const stream: Stream = {
    response,
    text: () => text,
    pokes: () => text.split('"changes"').length - 1,
    ended,
    async leave() {
      leaving.abort();
      await ended.catch(() => {});
    },
  };
  open.push(stream);
  // The first comment says that the stream stands.
  await expect.poll(() => text).not.toBe('');
  return stream;
}

const bearer = ({ signedIn }: Device) => `Bearer ${signedIn.accessToken}`;
const save = (device: Device) =>
  device.push('activities', [makeMutation({ operation: 'create', recordId: randomUUID(), changes: fields })]);

it('tells every other device of the organisation, and says nothing of what was stored', async () => {
  const other = await listen(bearer(await signIn(server, ola)));
  expect(other.response.headers.get('content-type')).toBe('text/event-stream');
  const [result] = await save(writer);
  expect(result?.outcome).toBe('applied');
  await expect.poll(other.pokes).toBe(1);
  expect(other.text().replaceAll(/^:.*$/gm, '').trim()).toBe('event: message\ndata: {"kind":"changes"}');
});

it('tells neither the device that wrote nor another organisation', async () => {
  const own = await listen(bearer(writer));
  const elsewhere = await listen(bearer(await signIn(server, siri)));
  const other = await listen(bearer(await signIn(server, kari)));
  await save(writer);
  await expect.poll(other.pokes).toBe(1);
  await wait(quietMs);
  expect([own.pokes(), elsewhere.pokes()]).toEqual([0, 0]);
});

it('tells of what was changed past the front door, once a transaction', async () => {
  const stream = await listen(bearer(writer));
  await server.asOwner(async (sql) => {
    await sql.run(
      'UPDATE activity_types SET sort = sort WHERE true; UPDATE settings SET value = value WHERE true',
    );
  });
  await expect.poll(stream.pokes).toBeGreaterThan(0);
  await wait(quietMs);
  expect(stream.pokes()).toBe(1);
});

it('says by a comment that it is there while nothing happens', async () => {
  const stream = await listen(bearer(writer));
  await expect
    .poll(
      () =>
        stream
          .text()
          .split('\n')
          .filter((line) => line.startsWith(':')).length,
    )
    .toBeGreaterThan(3);
  expect(stream.pokes()).toBe(0);
});

it('is refused without a token, as every other route is', async () => {
  const answer = await send(server, 'GET', '/v1/events');
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([401, 'INVALID_TOKEN']);
});

it('ends when its token runs out, and asks for another', async () => {
  const { person } = writer.signedIn;
  const [row] = await server.sql<{ family: string }>(
    'SELECT family::text FROM refresh_tokens WHERE device_id = $1 AND revoked_at IS NULL',
    [writer.id],
  );
  const who = {
    userId: person.id,
    orgId: person.orgId,
    deviceId: writer.id,
    family: row?.family ?? '',
    refresh: '0'.repeat(64),
  };
  const old = await signAccessToken(deriveKeys(secret).accessToken, who, noon - (accessTokenS - 1) * 1000);
  const stream = await listen(`Bearer ${old}`);
  expect(await stream.ended).toContain('{"kind":"renew"}');
});

it.each([
  ['she signs out', (device: Device) => device.call('DELETE', '/v1/session')],
  [
    'her device is shut out',
    (device: Device) => server.sql('UPDATE devices SET disabled_at = now() WHERE id = $1', [device.id]),
  ],
])('ends when %s, and only hers', async (_, happens) => {
  const device = await signIn(server, ola);
  const hers = await listen(bearer(device));
  const another = await listen(bearer(await signIn(server, ola)));
  await happens(device);
  expect(await hers.ended).not.toContain('renew');
  await save(writer);
  await expect.poll(another.pokes).toBe(1);
});

it('ends the oldest stream of a device that opens a third', async () => {
  const [first, second, third] = [
    await listen(bearer(writer)),
    await listen(bearer(writer)),
    await listen(bearer(writer)),
  ];
  await first.ended;
  await save(await signIn(server, kari));
  await expect.poll(second.pokes).toBe(1);
  await expect.poll(third.pokes).toBe(1);
});
