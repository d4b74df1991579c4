/** What one of two devices does to a record that both have seen. */
export type Change = 'edits' | 'deletes';
type Values = { durationMin: number; note: string };
type Field = keyof Values;

export const timings = {
  'theirs arrives first and is pulled before mine is claimed': { first: 'theirs', blind: true },
  'theirs arrives first and is pulled after mine is sent': { first: 'theirs', blind: true },
  'theirs arrives while mine is on its way': { first: 'theirs', blind: true },
  'theirs arrives after mine, whose answer is lost, and is pulled before mine is heard of': {
    first: 'mine',
    blind: true,
  },
  'theirs arrives after mine, whose answer is lost, and is pulled after mine is heard of': {
    first: 'mine',
    blind: true,
  },
  'theirs is made on mine, whose answer is lost, and is pulled before mine is heard of': {
    first: 'mine',
    blind: false,
  },
  'theirs is made on mine, whose answer is lost, and is pulled after mine is heard of': {
    first: 'mine',
    blind: false,
  },
  'theirs arrives after mine is settled': { first: 'mine', blind: true },
  'mine is made on theirs': { first: 'theirs', blind: false },
} as const satisfies Record<string, { first: 'mine' | 'theirs'; blind: boolean }>;
export type Timing = keyof typeof timings;

export type Cell = {
  name: string;
  mine: Change;
  theirs: Change;
  /** Whether the other edit is in the field group that mine touches, or would touch. */
  group: 'same' | 'other';
  timing: Timing;
};

/** A journal row: the group that stays the server's, and in it what was seen, written, and what stands. */
export type JournalRow = { group: string; base: unknown; mine: unknown; theirs: unknown };

export type Expected = {
  /** Null when the record is deleted. */
  server: Values | null;
  outcome: Record<'mine' | 'theirs', 'applied' | 'merged' | 'conflict'>;
  journal: Record<'mine' | 'theirs', JournalRow[]>;
  /** What stands after the losing change was applied again; null for deleted. */
  appliedAgain: Values | null;
};

export const before: Values = { durationMin: 30, note: 'before' };
const groupOf: Record<Field, string> = { durationMin: 'what', note: 'note' };

/** The fields that the cell's edits touch, and what they write. */
export function editsOf({ group }: Pick<Cell, 'group'>): Record<'mine' | 'theirs', Partial<Values>> {
  return {
    mine: { durationMin: 45 },
    theirs: group === 'same' ? { durationMin: 60 } : { note: 'theirs' },
  };
}

/** Every pair of changes, in one group or two, at every moment at which they can meet. */
export function makeCells(): Cell[] {
  const changes: Change[] = ['edits', 'deletes'];
  const cells: Cell[] = [];
  for (const mine of changes)
    for (const theirs of changes)
      for (const group of ['same', 'other'] as const)
        for (const timing of Object.keys(timings) as Timing[]) {
          const { first, blind } = timings[timing];
          // Nobody can change what she has seen deleted.
          if (!blind && (first === 'mine' ? mine : theirs) === 'deletes') continue;
          // Two deletes touch no group.
          if (mine === 'deletes' && theirs === 'deletes' && group === 'other') continue;
          const where = mine === 'deletes' && theirs === 'deletes' ? '' : `, ${group} group`;
          cells.push({
            name: `I ${mine.slice(0, -1)}, they ${theirs.slice(0, -1)}${where}: ${timing}`,
            mine,
            theirs,
            group,
            timing,
          });
        }
  return cells;
}

/** The contract in a few lines: the first to arrive stands; the second gets what nobody touched since it looked. */
export function expectedOf(cell: Cell): Expected {
  const { first, blind } = timings[cell.timing];
  const second = first === 'mine' ? 'theirs' : 'mine';
  const edits = editsOf(cell);
  // A delete would touch what the other edit touches: that is the group in which the two meet.
  const stands = apply(before, cell[first], edits[first]);
  const outcome: Expected['outcome'] = { mine: 'applied', theirs: 'applied' };
  const journal: Expected['journal'] = { mine: [], theirs: [] };
  const wanted = stands && apply(stands, cell[second], edits[second]);
  if (!blind) return { server: wanted, outcome, journal, appliedAgain: wanted };
  if (cell[first] === 'deletes' && cell[second] === 'deletes')
    return { server: null, outcome, journal, appliedAgain: null };
  const touched = fieldOf(cell[second] === 'edits' ? edits[second] : edits[first]);
  const meets = cell[first] === 'deletes' || cell[second] === 'deletes' || touched === fieldOf(edits[first]);
  if (!meets) {
    outcome[second] = 'merged';
    return { server: wanted, outcome, journal, appliedAgain: wanted };
  }
  outcome[second] = 'conflict';
  journal[second] = [
    {
      group: groupOf[touched],
      base: before[touched],
      mine: cell[second] === 'edits' ? edits[second][touched] : undefined,
      theirs: stands ? stands[touched] : null,
    },
  ];
  // A record deleted there is made anew as its author saw it.
  return {
    server: stands,
    outcome,
    journal,
    appliedAgain: stands ? wanted : apply(before, cell[second], edits[second]),
  };
}

function apply(values: Values, change: Change, edit: Partial<Values>): Values | null {
  return change === 'deletes' ? null : { ...values, ...edit };
}

function fieldOf(edit: Partial<Values>): Field {
  return Object.keys(edit)[0] as Field;
}
