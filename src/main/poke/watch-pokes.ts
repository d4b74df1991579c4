import { nextTry } from './next-try';
import { type PokeClock, readPokes, type StreamEnd } from './read-pokes';

/** A stream of pokes, or when the server wants to be asked again at the earliest (epoch ms; null when it did not say). */
export type OpenedStream =
  | { kind: 'ok'; value: ReadableStream<Uint8Array> }
  | { kind: 'failed'; failure: { notBefore: number | null } };

export type PokeOptions = {
  /** Asks the server for a stream; `left` aborts it. */
  open(left: AbortSignal): Promise<OpenedStream>;
  /** Whether there is somebody to listen for: signed in, online, nothing paused or held back. */
  mayListen(): boolean;
  clock: PokeClock;
  /** At least 0, below 1. */
  fraction(): number;
  /** There may be something to fetch; several pokes are one. */
  onPoke(): void;
};

export type PokeWatch = {
  /** To be called whenever the answer of `mayListen` may have changed. */
  look(): void;
  /** The line may have died unheard, as in a sleep: opens another within ten seconds. */
  renew(): void;
  stop(): void;
};

/** What the clock alone may change: the hours in which she lets it send. */
const lookAgainMs = 60_000;
/** Of 200 computers that are poked at one moment some 70 a second come and fetch. */
const spreadMs = 3000;
/** What a computer does first when it wakes is sending. */
const afterSleepMs = 10_000;
/** Others save row by row; fetching each of them on its own would be no quicker for anybody. */
const betweenMs = 10_000;

/** Holds one stream while there is somebody to listen for, and none otherwise. */
export function watchPokes(options: PokeOptions): PokeWatch {
  const { clock, fraction, mayListen } = options;
  let left: AbortController | null = null;
  let failures = 0;
  /** The server's word, which a pause or another network do not change (epoch ms). */
  let notBefore = 0;
  let cancelTry: (() => void) | null = null;
  let cancelTell: (() => void) | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;

  function look(): void {
    if (!mayListen()) leave();
    else if (!left && !cancelTry && clock.now() < notBefore) appoint(notBefore - clock.now());
    else if (!left && !cancelTry) void listen();
  }

  function leave(): void {
    left?.abort();
    left = null;
    cancelTry?.();
    cancelTry = null;
    cancelTell?.();
    cancelTell = null;
    failures = 0;
  }

  async function listen(): Promise<void> {
    const own = new AbortController();
    left = own;
    const openedAt = clock.now();
    const met = await readOne(own.signal);
    // Left on purpose: whoever did that knows what comes next.
    if (left !== own) return;
    left = null;
    const next = nextTry(failures, { end: met.end, lastedMs: clock.now() - openedAt }, fraction());
    failures = next.failures;
    notBefore = met.notBefore ?? 0;
    appoint(Math.max(next.waitMs, notBefore - clock.now()));
  }

  function appoint(waitMs: number): void {
    cancelTry = clock.after(waitMs, () => {
      cancelTry = null;
      look();
      // Nobody knows what was said meanwhile.
      if (left) tellSoon();
    });
  }

  async function readOne(
    signal: AbortSignal,
  ): Promise<{ end: StreamEnd | 'refused'; notBefore: number | null }> {
    const opened = await options.open(signal);
    if (opened.kind === 'failed') return { end: 'refused', notBefore: opened.failure.notBefore };
    return { end: await readPokes(opened.value, { left: signal, clock, onPoke: tellSoon }), notBefore: null };
  }

  function tellSoon(): void {
    if (cancelTell) return;
    const waitMs = Math.max(spreadMs * fraction(), toldAt + betweenMs - clock.now());
    cancelTell = clock.after(Math.min(waitMs, betweenMs), () => {
      cancelTell = null;
      toldAt = clock.now();
      options.onPoke();
    });
  }

  let cancelLook = clock.after(lookAgainMs, lookAgain);
  function lookAgain(): void {
    look();
    cancelLook = clock.after(lookAgainMs, lookAgain);
  }

  return {
    look,
    renew() {
      leave();
      appoint(afterSleepMs * fraction());
    },
    stop() {
      cancelLook();
      leave();
    },
  };
}
