import { useCallback, useRef, useState } from 'react';

/** A reducer whose state can be read right after a dispatch, also between two renders. */
export function useLatestReducer<State, Action>(
  reduce: (state: State, action: Action) => State,
  initial: () => State,
) {
  const [shown, show] = useState(initial);
  const latest = useRef(shown);
  const dispatch = useCallback(
    (action: Action) => {
      latest.current = reduce(latest.current, action);
      show(latest.current);
    },
    [reduce],
  );
  const get = useCallback(() => latest.current, []);
  return { state: shown, get, dispatch };
}
