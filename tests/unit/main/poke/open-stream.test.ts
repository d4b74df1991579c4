import { expect, it } from 'vitest';
import { createServerClient } from '../../../../src/main/sync/server-client';
import { makeFakeClock } from '../../../support/fake-clock';
import { jsonAnswer } from '../../../support/faulty-network';

const left = new AbortController().signal;

function clientOf(answers: (Response | 'never')[], refreshed: 'refreshed' | 'refused' = 'refreshed') {
  const clock = makeFakeClock(0);
  const asked: string[] = [];
  const client = createServerClient({
    network: (url, { headers, signal }) => {
      asked.push(`${new URL(url).pathname} ${headers.accept}`);
      const answer = answers.shift();
      if (answer && answer !== 'never') return Promise.resolve(answer);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
    baseUrl: 'http://feltbok.example',
    tokens: { access: () => 'token', refresh: async () => refreshed },
    clock,
    appVersion: '0.1.0',
  });
  return { client, clock, asked };
}

const stream = () =>
  new Response(': \n\n', { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });

it('is a stream only when it says that it is one, and a page that has no end is not read', async () => {
  let isLeft = false;
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('<html>')),
    cancel() {
      isLeft = true;
    },
  });
  const { client, asked } = clientOf([
    new Response(endless, { headers: { 'content-type': 'text/html' } }),
    stream(),
  ]);
  expect(await client.events(left)).toMatchObject({ kind: 'failed', failure: { kind: 'captive_portal' } });
  expect(isLeft).toBe(true);
  expect((await client.events(left)).kind).toBe('ok');
  expect(asked).toEqual(Array(2).fill('/v1/events text/event-stream'));
});

it('is asked for again once, with a new token', async () => {
  const { client, asked } = clientOf([jsonAnswer(401, { code: 'INVALID_TOKEN' }), stream()]);
  expect((await client.events(left)).kind).toBe('ok');
  expect(asked).toHaveLength(2);
});

it('says when the server wants to be asked again', async () => {
  const { client } = clientOf([jsonAnswer(503, { code: 'UNAVAILABLE' }, { 'retry-after': '60' })]);
  expect(await client.events(left)).toMatchObject({ kind: 'failed', failure: { notBefore: 60_000 } });
});

it('is given up when nobody answers in half a minute', async () => {
  const { client, clock } = clientOf(['never']);
  const opened = client.events(left);
  clock.advance(30_000);
  expect(await opened).toMatchObject({ kind: 'failed', failure: { kind: 'timeout' } });
});
