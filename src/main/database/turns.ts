/**
 * Two threads of one process write to one database. SQLite keeps them apart; taking turns makes it pleasant: the
 * first, where people save, is let in as soon as the second reaches a point where it can start over, and is not left
 * sleeping when the lock is free.
 */
export type Turn = {
  /** Waits until the other is not writing. */
  take(): void;
  end(): void;
  /** Whether the other one waits for its turn. */
  isWanted(): boolean;
};

/** The slots of the shared memory. */
const firstWants = 0;
const secondWrites = 1;
const closing = 2;
const closed = 3;
const slots = 4;
/** A thread that died in its turn is not waited for; SQLite has the last word anyway. */
const longestWaitMs = 2000;

export function makeTurnMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(slots * Int32Array.BYTES_PER_ELEMENT);
}

/** The side that goes first. */
export function firstTurn(memory: SharedArrayBuffer): Turn {
  const state = new Int32Array(memory);
  return {
    take() {
      Atomics.add(state, firstWants, 1);
      if (Atomics.load(state, secondWrites) === 1) Atomics.wait(state, secondWrites, 1, longestWaitMs);
    },
    end() {
      Atomics.sub(state, firstWants, 1);
      Atomics.notify(state, firstWants);
    },
    isWanted: () => false,
  };
}

/** The side that gives way. */
export function secondTurn(memory: SharedArrayBuffer): Turn {
  const state = new Int32Array(memory);
  return {
    take() {
      if (Atomics.load(state, closing) === 1) throw new Error('The second connection has to close.');
      const wanting = Atomics.load(state, firstWants);
      if (wanting > 0) Atomics.wait(state, firstWants, wanting, longestWaitMs);
      Atomics.store(state, secondWrites, 1);
    },
    end() {
      Atomics.store(state, secondWrites, 0);
      Atomics.notify(state, secondWrites);
    },
    isWanted: () => Atomics.load(state, firstWants) > 0,
  };
}

/** Asks the second side, whatever it is doing, to close its connection, and waits until it has. False when it has not. */
export function waitUntilClosed(memory: SharedArrayBuffer): boolean {
  const state = new Int32Array(memory);
  Atomics.store(state, closing, 1);
  // As a wish to write it ends a write under way; it is never taken back.
  Atomics.add(state, firstWants, 1);
  Atomics.notify(state, firstWants);
  return Atomics.wait(state, closed, 0, longestWaitMs) !== 'timed-out';
}

/** Said by the second side once nothing of it holds the file any more. */
export function sayClosed(memory: SharedArrayBuffer): void {
  const state = new Int32Array(memory);
  Atomics.store(state, closed, 1);
  Atomics.notify(state, closed);
}
