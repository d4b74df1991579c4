import { useEffect, useState } from 'react';
import { ask, useActivityList } from '../../stores/list-store';

/** Short enough not to be felt; long enough for the next letter of somebody who types fast. */
const searchDelayMs = 60;

/** What stands in the search field; it is asked once the typing rests. */
export function useSearch(): { search: string; setSearch: (search: string) => void } {
  const asked = useActivityList((state) => state.question.search ?? '');
  const [typed, setTyped] = useState(asked);
  // A saved view, or a reset, brings its own words.
  useEffect(() => setTyped((before) => (before.trim() === asked ? before : asked)), [asked]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const { search, ...rest } = useActivityList.getState().question;
      const next = typed.trim();
      if (next !== (search ?? '')) ask(next === '' ? rest : { ...rest, search: next });
    }, searchDelayMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return { search: typed, setSearch: setTyped };
}
