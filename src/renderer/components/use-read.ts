import { useCallback, useEffect, useState } from 'react';

/** Reads again whenever `version` grows; the value before stays on the screen until the next one is there. */
export function useRead<Value>(read: () => Promise<Value>, version: number) {
  const [value, setValue] = useState<Value | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the version and another try read again
  useEffect(() => {
    let stale = false;
    read().then(
      (next) => {
        if (stale) return;
        setFailed(false);
        setValue(next);
      },
      () => {
        if (!stale) setFailed(true);
      },
    );
    return () => {
      stale = true;
    };
  }, [version, attempt]);
  const readAgain = useCallback(() => setAttempt((before) => before + 1), []);
  return { value, failed, readAgain };
}
