/** Runs once, `delayMs` after the last call. */
export function debounce(
  delayMs: number,
  after: (delayMs: number, run: () => void) => () => void,
  run: () => void,
): { call(): void; stop(): void } {
  let cancel = () => {};
  return {
    call() {
      cancel();
      cancel = after(delayMs, run);
    },
    stop: () => cancel(),
  };
}
