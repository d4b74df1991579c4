import { useEffect, useRef, useState } from 'react';
import { ask, useActivityList } from '../../stores/list-store';

/** Between two questions: long enough for the next letter of somebody who types fast. The first letter is asked for at once. */
const searchPauseMs = 60;

/** What stands in the search field; it is asked while the typing goes on, a few times a second. */
export function useSearch(): { search: string; setSearch: (search: string) => void } {
  const asked = useActivityList((state) => state.question.search ?? '');
  const [typed, setTyped] = useState(asked);
  const last = useRef({ text: asked, at: Number.NEGATIVE_INFINITY });
  // A saved view, or a reset, brings its own words; what was asked from here may already be typed on.
  useEffect(() => {
    if (asked === last.current.text) return;
    last.current.text = asked;
    setTyped(asked);
  }, [asked]);
  useEffect(() => {
    const pause = last.current.at + searchPauseMs - performance.now();
    const timer = setTimeout(() => {
      const { search, ...rest } = useActivityList.getState().question;
      const next = typed.trim();
      if (next === (search ?? '')) return;
      last.current = { text: next, at: performance.now() };
      ask(next === '' ? rest : { ...rest, search: next });
    }, pause);
    return () => clearTimeout(timer);
  }, [typed]);
  return { search: typed, setSearch: setTyped };
}
