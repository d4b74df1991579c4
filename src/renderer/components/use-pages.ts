import { useCallback, useEffect, useRef, useState } from 'react';

const pageSize = 200;

type Answer<Line> = { total: number; lines: Line[] };
type Read<Line> = (page: { offset: number; limit: number }) => Promise<Answer<Line>>;
export type Pages<Line> = {
  /** Null until the first answer. */
  total: number | null;
  failed: boolean;
  lineAt: (index: number) => Line | undefined;
  /** Says which lines are in sight, so that their pages are read. */
  want: (first: number, last: number) => void;
  readAgain: () => void;
};
type State<Line> = { total: number | null; pages: ReadonlyMap<number, Line[]>; failed: boolean };

/**
 * A long list read page by page as it scrolls. `question` names what is asked (search and filter): another question
 * starts over. `version` grows when records changed: what is in sight is read again, and stays on the screen meanwhile.
 */
export function usePages<Line>(read: Read<Line>, question: string, version: number): Pages<Line> {
  const [state, setState] = useState<State<Line>>({ total: null, pages: new Map(), failed: false });
  const [attempt, setAttempt] = useState(0);
  const inSight = useRef({ first: 0, last: 0 });
  const asked = useRef(new Set<number>());
  const round = useRef(0);
  const reader = useRef(read);
  reader.current = read;

  const load = useCallback(async (page: number, startOver: boolean) => {
    const mine = round.current;
    asked.current.add(page);
    try {
      const { total, lines } = await reader.current({ offset: page * pageSize, limit: pageSize });
      if (mine !== round.current) return;
      setState(({ pages }) => ({
        total,
        failed: false,
        pages: new Map([...(startOver ? [] : pages), [page, lines]]),
      }));
    } catch {
      if (mine === round.current) setState((before) => ({ ...before, failed: true }));
    }
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question, or another try, starts over
  useEffect(() => {
    round.current += 1;
    asked.current = new Set();
    inSight.current = { first: 0, last: 0 };
    void load(0, true);
  }, [question, attempt, load]);

  const knownVersion = useRef(version);
  useEffect(() => {
    if (knownVersion.current === version) return;
    knownVersion.current = version;
    round.current += 1;
    asked.current = new Set();
    const { first, last } = inSight.current;
    for (let page = pageOf(first); page <= pageOf(last); page += 1) void load(page, page === pageOf(first));
  }, [version, load]);

  const want = useCallback(
    (first: number, last: number) => {
      inSight.current = { first, last };
      for (let page = pageOf(first); page <= pageOf(last); page += 1)
        if (!asked.current.has(page)) void load(page, false);
    },
    [load],
  );

  return {
    total: state.total,
    failed: state.failed,
    lineAt: (index) => state.pages.get(pageOf(index))?.[index % pageSize],
    want,
    readAgain: () => setAttempt((before) => before + 1),
  };
}

function pageOf(index: number): number {
  return Math.floor(index / pageSize);
}
