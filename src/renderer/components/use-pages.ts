import { useCallback, useEffect, useRef, useState } from 'react';
import type { ListPlace } from '../../shared/contracts/activity-list';

const pageSize = 100;

type Answer<Line> = { total: number | null; lines: Line[]; end?: ListPlace | null };
type Ask = { offset: number; limit: number; after?: ListPlace };
export type PagesOptions<Line> = {
  read: (page: Ask) => Promise<Answer<Line>>;
  /** Counts what `read` leaves uncounted; the lines do not wait for it. */
  count?: () => Promise<number>;
  /** What is asked (search, filters, order): another question starts over. */
  question: string;
  /** Grows when records changed: what is in sight is read again, and stays on the screen meanwhile. */
  version: number;
  /** Where the list stood when it was last left. */
  start?: { index: number; total: number } | undefined;
};
export type Pages<Line> = {
  /** What is asked: another question is read from the top. */
  question: string;
  /** Null until the first answer; so far known until it has been counted. */
  total: number | null;
  counted: boolean;
  failed: boolean;
  lineAt: (index: number) => Line | undefined;
  /** Says which lines are in sight, so that their pages are read. */
  want: (first: number, last: number) => void;
  readAgain: () => void;
};
type State<Line> = {
  total: number | null;
  counted: boolean;
  pages: ReadonlyMap<number, Line[]>;
  failed: boolean;
};

/** A long list read page by page as it scrolls. */
export function usePages<Line>(options: PagesOptions<Line>): Pages<Line> {
  const { question, version, start } = options;
  const [state, setState] = useState<State<Line>>({
    total: start?.total ?? null,
    counted: start !== undefined,
    pages: new Map(),
    failed: false,
  });
  const [attempt, setAttempt] = useState(0);
  const inSight = useRef({ first: start?.index ?? 0, last: start?.index ?? 0 });
  const begun = useRef(false);
  const asked = useRef(new Set<number>());
  const ends = useRef(new Map<number, ListPlace>());
  const round = useRef(0);
  const latest = useRef(options);
  latest.current = options;

  const load = useCallback(async (page: number, startOver: boolean) => {
    const mine = round.current;
    asked.current.add(page);
    const offset = page * pageSize;
    const after = ends.current.get(page - 1);
    try {
      const answer = await latest.current.read({ offset, limit: pageSize, ...(after && { after }) });
      if (mine !== round.current) return;
      if (answer.end) ends.current.set(page, answer.end);
      setState((before) => ({
        failed: false,
        ...totalAfter(before, answer, { offset, startOver }),
        pages: new Map([...(startOver ? [] : before.pages), [page, answer.lines]]),
      }));
    } catch {
      if (mine === round.current) setState((before) => ({ ...before, failed: true }));
    }
  }, []);

  /** Reads what is in sight anew; what stood there stays until then. */
  const startOver = useCallback(
    (forget: boolean) => {
      round.current += 1;
      const mine = round.current;
      asked.current = new Set();
      ends.current = new Map();
      const { first, last } = inSight.current;
      for (let page = pageOf(first); page <= pageOf(last); page += 1)
        void load(page, forget || page === pageOf(first));
      void latest.current.count?.().then(
        (total) => mine === round.current && setState((before) => ({ ...before, total, counted: true })),
        () => {},
      );
    },
    [load],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question, or another try, starts over
  useEffect(() => {
    if (begun.current) {
      inSight.current = { first: 0, last: 0 };
      setState((before) => ({ ...before, counted: false }));
    }
    begun.current = true;
    startOver(true);
  }, [question, attempt, startOver]);

  const knownVersion = useRef(version);
  useEffect(() => {
    if (knownVersion.current === version) return;
    knownVersion.current = version;
    startOver(false);
  }, [version, startOver]);

  const want = useCallback(
    (first: number, last: number) => {
      inSight.current = { first, last };
      for (let page = pageOf(first); page <= pageOf(last); page += 1)
        if (!asked.current.has(page)) void load(page, false);
    },
    [load],
  );

  return {
    question,
    total: state.total,
    counted: state.counted,
    failed: state.failed,
    lineAt: (index) => state.pages.get(pageOf(index))?.[index % pageSize],
    want,
    readAgain: () => setAttempt((before) => before + 1),
  };
}

/** A page that is not full ends the list. */
function totalAfter<Line>(
  before: State<Line>,
  { total, lines }: Answer<Line>,
  { offset, startOver }: { offset: number; startOver: boolean },
): Pick<State<Line>, 'total' | 'counted'> {
  if (total !== null) return { total, counted: true };
  const known = offset + lines.length;
  if (lines.length < pageSize && (lines.length > 0 || offset === 0)) return { total: known, counted: true };
  if (before.counted || !startOver)
    return { total: Math.max(before.total ?? 0, known), counted: before.counted };
  return { total: known, counted: false };
}

function pageOf(index: number): number {
  return Math.floor(index / pageSize);
}
