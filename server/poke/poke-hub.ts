import type { Poke } from '../../src/shared/contracts/sync-api';
import type { Engine } from '../database/sql';

/** Whose stream it is. */
export type Listener = {
  orgId: string;
  userId: string;
  deviceId: string;
  /** The sign-in that the token belongs to. */
  family: string;
  /** When the token runs out (epoch ms). */
  expiresAt: number;
  /** Asks the database whether the session still stands. */
  isLive(): Promise<boolean>;
};

export type PokeHub = {
  /** Ends when the token runs out, the session ends, `left` is aborted, or the device opens more streams than it may. */
  open(listener: Listener, left: AbortSignal | undefined): AsyncGenerator<Poke, void>;
  /** Ends all streams. May be called twice. */
  close(): Promise<void>;
};

type Stream = {
  listener: Listener;
  /** There is something that it has not been told: several are one, so a client that reads slowly costs no memory. */
  poked: boolean;
  ended: 'renew' | 'gone' | null;
  /** Lets the reader look again. */
  wake(): void;
  stopTimer(): void;
};

/** A device that lost its line opens another stream before its first is known to be dead. */
const streamsPerDevice = 2;
/** A longer delay would overflow the timer. */
const longestTimerMs = 2 ** 31 - 1;

/** Passes on what PostgreSQL is told, by any of the servers on it, to the streams that this one holds. */
export async function openPokeHub(
  listen: Engine['listen'],
  { now, report }: { now: () => number; report: (error: unknown) => void },
): Promise<PokeHub> {
  /** Oldest first. */
  const streams = new Set<Stream>();
  let closing: Promise<void> | null = null;

  function end(stream: Stream, why: 'renew' | 'gone'): void {
    stream.ended ??= why;
    stream.stopTimer();
    streams.delete(stream);
    stream.wake();
  }

  function poke(stream: Stream): void {
    stream.poked = true;
    stream.wake();
  }

  async function endIfOver(stream: Stream): Promise<void> {
    try {
      if (!(await stream.listener.isLive())) end(stream, 'gone');
    } catch (error) {
      report(error);
      end(stream, 'gone');
    }
  }

  const stopListening = await listen(['feltbok_changes', 'feltbok_sessions'], {
    notified(channel, payload) {
      const [orgId, id] = payload.split(' ');
      for (const stream of [...streams]) {
        const { listener } = stream;
        if (listener.orgId !== orgId) continue;
        // The device that wrote knows.
        if (channel === 'feltbok_changes' && listener.deviceId !== id) poke(stream);
        if (channel === 'feltbok_sessions' && id && concerns(listener, id)) void endIfOver(stream);
      }
    },
    missed() {
      for (const stream of [...streams]) {
        poke(stream);
        void endIfOver(stream);
      }
    },
  });

  async function* pokesOf(stream: Stream): AsyncGenerator<Poke, void> {
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        stream.wake = resolve;
      });
      if (stream.poked && stream.ended !== 'gone') {
        stream.poked = false;
        yield { kind: 'changes' };
      } else if (stream.ended) {
        if (stream.ended === 'renew') yield { kind: 'renew' };
        return;
      } else await woken;
    }
  }

  return {
    open(listener, left) {
      const timer = setTimeout(
        () => end(stream, 'renew'),
        Math.min(longestTimerMs, Math.max(0, listener.expiresAt - now())),
      );
      const stream: Stream = {
        listener,
        poked: false,
        ended: null,
        wake() {},
        stopTimer: () => clearTimeout(timer),
      };
      const others = [...streams].filter((each) => isSameDevice(each.listener, listener));
      for (const oldest of others.slice(0, Math.max(0, others.length + 1 - streamsPerDevice)))
        end(oldest, 'gone');
      streams.add(stream);
      if (left?.aborted) end(stream, 'gone');
      left?.addEventListener('abort', () => end(stream, 'gone'), { once: true });
      return pokesOf(stream);
    },
    close() {
      for (const stream of [...streams]) end(stream, 'gone');
      closing ??= stopListening();
      return closing;
    },
  };
}

function concerns({ family, deviceId, userId }: Listener, id: string): boolean {
  return [family, deviceId, userId].includes(id);
}

function isSameDevice(one: Listener, other: Listener): boolean {
  return one.orgId === other.orgId && one.deviceId === other.deviceId;
}
