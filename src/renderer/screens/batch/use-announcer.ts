import { useCallback, useState } from 'react';

/** A sentence for the polite region. Saying the same again is said again, by an invisible difference. */
export function useAnnouncer(): { said: string; say: (sentence: string) => void } {
  const [said, setSaid] = useState('');
  const say = useCallback(
    (sentence: string) => setSaid((last) => (last === sentence ? `${sentence}\u00a0` : sentence)),
    [],
  );
  return { said, say };
}
