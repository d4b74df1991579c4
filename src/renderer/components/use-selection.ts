import { useRef } from 'react';

/** Lines that are chosen for something to be done with all of them. */
export type Selection<Line> = {
  has: (line: Line) => boolean;
  count: number;
  /** What the box of a line is called. */
  nameOf: (line: Line) => string;
  toggle: (index: number) => void;
  /** All from where the choosing began to this line; it begins at the line chosen last, or else at `from`. */
  extendTo: (from: number, index: number) => void;
  all: () => void;
  clear: () => void;
  /** What the Delete key does with what is chosen. */
  remove: () => void;
};

type Options<Line> = {
  chosen: ReadonlySet<string>;
  onChosen: (chosen: ReadonlySet<string>) => void;
  lineAt: (index: number) => Line | undefined;
  /** Ids of lines that are not read yet. */
  idsIn: (part: { offset: number; limit: number }) => Promise<string[]>;
  most: number;
  nameOf: (line: Line) => string;
  remove: () => void;
};

/** Chooses lines by their place in the list, also those that have not been read. */
export function useSelection<Line extends { id: string }>(options: Options<Line>): Selection<Line> {
  const { chosen, onChosen, lineAt, idsIn, most, nameOf, remove } = options;
  /** Where a range begins, and what was chosen before it. */
  const anchor = useRef<{ index: number; before: ReadonlySet<string> } | null>(null);
  const newest = useRef(0);

  /** Answers that come late must not undo what she chose since. */
  async function choose(part: { offset: number; limit: number }, before: ReadonlySet<string>) {
    newest.current += 1;
    const mine = newest.current;
    const lines = Array.from({ length: part.limit < 1000 ? part.limit : 0 }, (_, at) =>
      lineAt(part.offset + at),
    );
    const known = lines.length > 0 && lines.every((line) => line !== undefined);
    const ids = known ? lines.map((line) => (line as Line).id) : await idsIn(part);
    if (mine === newest.current) onChosen(new Set([...before, ...ids]));
  }

  return {
    has: ({ id }) => chosen.has(id),
    count: chosen.size,
    nameOf,
    toggle(index) {
      const id = lineAt(index)?.id;
      if (id === undefined) return;
      newest.current += 1;
      const next = new Set(chosen);
      if (!next.delete(id)) next.add(id);
      anchor.current = { index, before: next };
      onChosen(next);
    },
    extendTo(from, index) {
      anchor.current ??= { index: from, before: chosen };
      const { index: begin, before } = anchor.current;
      void choose({ offset: Math.min(begin, index), limit: Math.abs(begin - index) + 1 }, before);
    },
    all() {
      void choose({ offset: 0, limit: most }, new Set());
    },
    clear() {
      newest.current += 1;
      anchor.current = null;
      onChosen(new Set());
    },
    remove,
  };
}
