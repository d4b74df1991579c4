import { beforeEach, describe, expect, it } from 'vitest';
import { silentMs } from '../../../../src/main/poke/read-pokes';
import { type OpenedStream, type PokeWatch, watchPokes } from '../../../../src/main/poke/watch-pokes';
import { type FakeClock, makeFakeClock } from '../../../support/fake-clock';

const minuteMs = 60_000;
const poke = 'event: message\ndata: {"kind":"changes"}\n\n';
const renew = 'event: message\ndata: {"kind":"renew"}\n\n';
const beat = ': \n\n';

/** The far end of one stream that the watch has opened. */
type FarEnd = { say(text: string | Uint8Array): Promise<void>; end(): Promise<void>; isLeft(): boolean };

let clock: FakeClock;
let far: FarEnd[];
let openedAt: number[];
let told: number[];
let may: boolean;
let fraction: number;
let answer: (() => OpenedStream) | null;
let watch: PokeWatch;

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const lastStream = () => far.at(-1) as FarEnd;

function open(left: AbortSignal): OpenedStream {
  openedAt.push(clock.now());
  if (answer) return answer();
  let isLeft = false;
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const value = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    cancel() {
      isLeft = true;
    },
  });
  far.push({
    async say(text) {
      controller.enqueue(typeof text === 'string' ? new TextEncoder().encode(text) : text);
      await settle();
    },
    async end() {
      controller.close();
      await settle();
    },
    isLeft: () => isLeft && left !== null,
  });
  return { kind: 'ok', value };
}

beforeEach(() => {
  clock = makeFakeClock(0);
  [far, openedAt, told] = [[], [], []];
  may = true;
  fraction = 0.5;
  answer = null;
  watch = watchPokes({
    open: async (left) => open(left),
    mayListen: () => may,
    clock,
    fraction: () => fraction,
    onPoke: () => told.push(clock.now()),
  });
});

/** Time in which the server says that it is there. */
async function live(durationMs: number): Promise<void> {
  const end = clock.now() + durationMs;
  while (clock.now() < end) {
    clock.advance(Math.min(5000, end - clock.now()));
    await settle();
    if (far.length > 0 && !lastStream().isLeft())
      await lastStream()
        .say(beat)
        .catch(() => {});
  }
}

async function begin(): Promise<void> {
  watch.look();
  await settle();
}

describe('a stream of pokes', () => {
  it('is opened once, however often it is looked at', async () => {
    for (let round = 0; round < 5; round += 1) watch.look();
    await settle();
    watch.look();
    expect(openedAt).toEqual([0]);
  });

  it('tells of several pokes once, within three seconds, and of the next ones ten seconds later', async () => {
    await begin();
    for (let round = 0; round < 20; round += 1) await lastStream().say(poke);
    clock.advance(3000);
    expect(told).toEqual([1500]);
    await lastStream().say(poke + poke);
    clock.advance(minuteMs / 2);
    expect(told).toEqual([1500, 11_500]);
  });

  it('understands a poke that comes in pieces', async () => {
    await begin();
    for (const letter of `${beat}${poke}`) await lastStream().say(letter);
    clock.advance(3000);
    expect(told).toHaveLength(1);
  });

  it('is left at once when she pauses, asks for nothing for a day, and is opened again afterwards', async () => {
    await begin();
    await lastStream().say(poke);
    may = false;
    watch.look();
    await settle();
    expect(lastStream().isLeft()).toBe(true);
    await live(24 * 60 * minuteMs);
    expect([openedAt, told]).toEqual([[0], []]);
    may = true;
    watch.look();
    await settle();
    expect(openedAt).toHaveLength(2);
  });

  it('is opened when the hours begin in which she lets it send, and left when they end', async () => {
    may = false;
    await begin();
    await live(3 * minuteMs);
    may = true;
    await live(minuteMs);
    expect(far).toHaveLength(1);
    may = false;
    await live(minuteMs);
    expect(lastStream().isLeft()).toBe(true);
  });

  it('is taken for dead after two heartbeats that did not come, and what was missed is fetched', async () => {
    await begin();
    await live(10 * minuteMs);
    expect(openedAt).toEqual([0]);
    clock.advance(silentMs);
    await settle();
    expect(lastStream().isLeft()).toBe(true);
    clock.advance(40_000);
    await settle();
    expect(openedAt).toHaveLength(2);
    clock.advance(3000);
    expect(told).toHaveLength(1);
  });

  it('is renewed within two seconds when its token has run out', async () => {
    await begin();
    await live(10 * minuteMs);
    await lastStream().say(renew);
    clock.advance(2000);
    await settle();
    expect(openedAt).toEqual([0, 601_000]);
  });

  it('is not renewed in a hurry when the server says so again and again', async () => {
    await begin();
    for (let round = 0; round < 200; round += 1) {
      if (!lastStream().isLeft()) await lastStream().say(renew);
      clock.advance(minuteMs);
      await settle();
    }
    // 3 h 20 min: after some tries once an hour at the most.
    expect(openedAt.length).toBeLessThan(12);
  });

  it('waits longer and longer for a server that refuses, and not again once the network was away', async () => {
    answer = () => ({ kind: 'failed', failure: { notBefore: null } });
    await begin();
    await live(60 * minuteMs);
    expect(openedAt.map((at) => Math.round(at / 1000))).toEqual([0, 20, 65, 155, 335, 695, 1415, 2855]);
    may = false;
    watch.look();
    may = true;
    watch.look();
    await settle();
    expect(openedAt).toHaveLength(9);
  });

  it('does not come before the server wants to be asked', async () => {
    answer = () => ({ kind: 'failed', failure: { notBefore: 30 * minuteMs } });
    await begin();
    await live(10 * minuteMs);
    // Nor because she paused in between.
    may = false;
    watch.look();
    may = true;
    watch.look();
    await live(20 * minuteMs - 1000);
    expect(openedAt).toEqual([0]);
    await live(minuteMs);
    expect(openedAt[1]).toBe(30 * minuteMs);
  });

  it('is another one within ten seconds of a sleep', async () => {
    await begin();
    clock.sleep(8 * 60 * minuteMs);
    watch.renew();
    clock.advance(10_000);
    await settle();
    expect(far[0]?.isLeft()).toBe(true);
    expect(openedAt).toHaveLength(2);
  });

  it('is over when the app stops', async () => {
    await begin();
    watch.stop();
    await live(60 * minuteMs);
    expect([openedAt, lastStream().isLeft()]).toEqual([[0], true]);
  });
});

describe('a stream that is none', () => {
  it.each([
    ['a page', '<!doctype html><html><body>Logg inn</body></html>\n\n'],
    ['a line without end', 'data: '.padEnd(5000, 'x')],
    ['an event without end', 'data: xxxxxxxxxxxxxxxxxxxx\n'.repeat(300)],
    ['a poke of another shape', 'data: {"kind":"changes","ids":[1]} trailing\n\n'],
    ['a kind that nobody knows', 'data: {"kind":"delete_everything"}\n\n'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00, 0x0a])],
    ['much more than pokes take', poke.repeat(2000)],
  ])('is left when it says %s', async (_, said) => {
    await begin();
    await lastStream().say(said);
    expect(lastStream().isLeft()).toBe(true);
    expect(openedAt).toEqual([0]);
  });

  it('makes no more than one run of ten thousand pokes', async () => {
    await begin();
    for (let round = 0; round < 10; round += 1)
      if (!lastStream().isLeft()) await lastStream().say(poke.repeat(1000));
    clock.advance(5000);
    expect(told.length).toBeLessThanOrEqual(1);
  });
});

it('200 computers whose server was restarted come back spread out', async () => {
  const perSecond = new Map<number, number>();
  const watches: PokeWatch[] = [];
  const far = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let up = true;
  let seed = 1;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (let number = 0; number < 200; number += 1)
    watches.push(
      watchPokes({
        async open() {
          const second = Math.floor(clock.now() / 1000);
          perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
          if (!up) return { kind: 'failed', failure: { notBefore: null } };
          const value = new ReadableStream<Uint8Array>({
            start(controller) {
              far.add(controller);
            },
          });
          return { kind: 'ok', value };
        },
        mayListen: () => true,
        clock,
        fraction: random,
        onPoke() {},
      }),
    );
  for (const each of watches) each.look();
  await settle();
  clock.advance(55_000);
  await settle();
  perSecond.clear();
  up = false;
  for (const stream of far) stream.close();
  far.clear();
  await settle();
  for (let second = 0; second < 180; second += 1) {
    if (second === 20) up = true;
    if (second % 20 === 0) for (const stream of far) stream.enqueue(new TextEncoder().encode(beat));
    clock.advance(1000);
    await settle();
  }
  // Twice the mean of five a second, and some for chance.
  expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(16);
  expect(far.size).toBe(200);
});
