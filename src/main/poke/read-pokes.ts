import { createParser } from 'eventsource-parser';
import { heartbeatMs, poke } from '../../shared/contracts/sync-api';

export type PokeClock = {
  /** Epoch ms. */
  now(): number;
  /** Runs once after the delay; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
};

/** Two heartbeats missed, and some time for the way. */
export const silentMs = 2 * heartbeatMs + 10_000;
/** What is not finished yet; a poke has about 50 bytes. */
const maxEventBytes = 4096;
/** A window lasts as long as silence may: in it an honest server sends two comments and some pokes. */
const maxWindowBytes = 64 * 1024;

/**
 * Why a stream was over. `renew`: the server wants to see a new token. `silent`: nothing came for too long.
 * `not_understood`: what came is no stream of pokes, or much more than one says.
 */
export type StreamEnd = 'renew' | 'ended' | 'silent' | 'not_understood';

/** Reads a stream until it is over or `left`. What comes is hostile until checked. */
export async function readPokes(
  body: ReadableStream<Uint8Array>,
  { left, clock, onPoke }: { left: AbortSignal; clock: PokeClock; onPoke: () => void },
): Promise<StreamEnd> {
  const reader = body.getReader();
  let tellOver: (why: StreamEnd) => void = () => {};
  const over = new Promise<StreamEnd>((resolve) => {
    tellOver = resolve;
  });
  const leave = () => tellOver('ended');
  left.addEventListener('abort', leave);
  let cancel = () => {};
  const heard = () => {
    cancel();
    cancel = clock.after(silentMs, () => tellOver('silent'));
  };
  heard();
  try {
    return await Promise.race([readAll(reader, { clock, onPoke, heard }), over]);
  } catch {
    return 'ended';
  } finally {
    cancel();
    left.removeEventListener('abort', leave);
    void reader.cancel().catch(() => {});
  }
}

type Heard = { clock: PokeClock; onPoke: () => void; heard: () => void };

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { clock, onPoke, heard }: Heard,
): Promise<StreamEnd> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const window = { since: clock.now(), bytes: 0 };
  let end: StreamEnd | null = null;
  const parser = createParser({
    maxBufferSize: maxEventBytes,
    onEvent({ event = 'message', data }) {
      // Other kinds of events are another server's business.
      if (event !== 'message') return;
      const said = readPoke(data);
      if (said === 'changes') onPoke();
      else end ??= said;
    },
    onError({ type }) {
      if (type !== 'invalid-retry') end ??= 'not_understood';
    },
  });
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return 'ended';
    heard();
    if (clock.now() - window.since > silentMs) Object.assign(window, { since: clock.now(), bytes: 0 });
    window.bytes += value.byteLength;
    if (window.bytes > maxWindowBytes) return 'not_understood';
    parser.feed(decoder.decode(value, { stream: true }));
    if (end) return end;
  }
}

function readPoke(data: string): 'changes' | 'renew' | 'not_understood' {
  try {
    return poke.parse(JSON.parse(data)).kind;
  } catch {
    return 'not_understood';
  }
}
