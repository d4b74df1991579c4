import { useCallback, useRef, useState } from 'react';

/** What is held back is shown at the latest after so long: by then a wait would be felt. */
const holdMs = 80;

/** A reducer whose state can be read right after a dispatch, also between two renders. */
export function useLatestReducer<State, Action>(
  reduce: (state: State, action: Action) => State,
  initial: () => State,
) {
  const [shown, show] = useState(initial);
  const latest = useRef(shown);
  const held = useRef(false);
  const dispatch = useCallback(
    (action: Action) => {
      latest.current = reduce(latest.current, action);
      if (!held.current) show(latest.current);
    },
    [reduce],
  );
  /** What is dispatched inside is shown with the next dispatch after it, or after `release`. */
  const hold = useCallback(<Result>(work: () => Result): Result => {
    held.current = true;
    setTimeout(() => show(latest.current), holdMs);
    try {
      return work();
    } finally {
      held.current = false;
    }
  }, []);
  const release = useCallback(() => {
    held.current = false;
  }, []);
  const get = useCallback(() => latest.current, []);
  return { state: shown, get, dispatch, hold, release };
}
