import type { KeyPress } from './keys';

/** Handles a key: a promise while it works, or null when the key is not its business. */
export type KeyHandler = (press: KeyPress) => Promise<unknown> | null;

/**
 * Keys pressed while a save is under way wait here and are handled in order after it, so that nothing is typed into
 * the cell that is being left and no key is lost. `typeLate` takes what would have been typed.
 */
export function makeKeyLine(typeLate: (press: KeyPress) => void) {
  const waiting: { press: KeyPress; handle: KeyHandler }[] = [];
  let busy = false;

  async function work(first: () => Promise<unknown>): Promise<void> {
    busy = true;
    try {
      await first();
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const task = next.handle(next.press);
        if (task) await task;
        else typeLate(next.press);
      }
    } finally {
      busy = false;
      waiting.length = 0;
    }
  }

  return {
    /** Whether the key was taken; a key that was not is left to the browser. */
    press: (press: KeyPress, handle: KeyHandler): boolean => {
      if (busy) {
        waiting.push({ press, handle });
        return true;
      }
      const task = handle(press);
      if (!task) return false;
      void work(() => task);
      return true;
    },
    /** Work that no key began; left out while other work is under way. */
    run: (task: () => Promise<unknown>): void => {
      if (!busy) void work(task);
    },
  };
}
