import type {
  ConflictLine,
  DeleteQuestion,
  DuplicateLine,
  PutOff,
  QueueLine,
} from '../../../shared/contracts/ipc';
import { fingerprint } from '../../../shared/rules/fingerprint';

/** One thing that waits for the person's word. `ids`: everything by which it is known elsewhere. */
export type Item = { key: string; cause: Cause; ids: string[]; alike: string } & (
  | { kind: 'deletes'; question: DeleteQuestion }
  | { kind: 'refused'; line: QueueLine }
  | { kind: 'conflict'; lines: ConflictLine[] }
  | { kind: 'duplicate'; line: DuplicateLine }
);
export type ItemOf<Kind extends Item['kind']> = Extract<Item, { kind: Kind }>;
export type Group = { cause: Cause; items: Item[] };

/** Why something needs her, in the order in which it is shown: what holds back most comes first. */
const causes = [
  'deletes',
  'year_locked',
  'type_retired',
  'out_of_scope',
  'validation',
  'unknown_reference',
  'forbidden',
  'gone',
  'unsupported_version',
  'internal',
  'unknown',
  'conflict',
  'deleted_there',
  'deleted_here',
  'duplicate',
] as const;
export type Cause = (typeof causes)[number];

export type Needing = {
  question: DeleteQuestion | null;
  refused: QueueLine[];
  conflicts: ConflictLine[];
  duplicates: DuplicateLine[];
};

/** All that needs her, grouped by its cause; what she has put off comes last in its group. */
export function groupItems(needing: Needing, putOffs: readonly PutOff[]): Group[] {
  const items: Item[] = [
    ...(needing.question ? [ofQuestion(needing.question)] : []),
    ...needing.refused.map(ofRefused),
    ...conflictsByRecord(needing.conflicts).map(ofConflict),
    ...needing.duplicates.map(ofDuplicate),
  ];
  const isPutOff = whetherPutOff(putOffs);
  return causes
    .map((cause) => {
      const own = items.filter((item) => item.cause === cause);
      return { cause, items: [...own.filter((item) => !isPutOff(item)), ...own.filter(isPutOff)] };
    })
    .filter(({ items: own }) => own.length > 0);
}

/** Whether she decides an item later; one that has changed since is asked as before. */
export function whetherPutOff(putOffs: readonly PutOff[]): (item: Item) => boolean {
  const contents = new Map(putOffs.map(({ item, content }) => [item, content]));
  return (item) => contents.has(item.key) && contents.get(item.key) === contentOf(item);
}

/** Tells whether she is still asked the same: what she wrote, what stands, and why it needs her. */
export function contentOf(item: Item): string {
  switch (item.kind) {
    case 'deletes':
      return fingerprint([item.question.deletes, item.question.kept]);
    case 'refused':
      return fingerprint([item.line.problem, item.line.changes]);
    case 'conflict':
      return fingerprint(item.lines.map(({ id, fields, deletedThere }) => [id, fields, deletedThere]));
    case 'duplicate':
      return fingerprint([valuesOf(item.line.mine), valuesOf(item.line.other)]);
  }
}

/** That one of the two has been sent meanwhile changes nothing of the question. */
function valuesOf({ revision: _, ...values }: DuplicateLine['mine']) {
  return values;
}

/** A reporting year that is locked, and how many registrations it keeps from being sent. */
export type LockedYear = { year: number; count: number };

/** The year that an item was refused for; null when it was not, or when what she wrote names no day. */
export function lockedYearOf(item: Item, items: readonly Item[]): LockedYear | null {
  const year = refusedYear(item);
  if (year === null) return null;
  return { year, count: items.filter((each) => refusedYear(each) === year).length };
}

function refusedYear(item: Item): number | null {
  if (item.kind !== 'refused' || item.cause !== 'year_locked') return null;
  const day = item.line.changes?.occurredOn;
  return typeof day === 'string' ? Number(day.slice(0, 4)) : null;
}

/** Those that the same answer fits, the one asked about first. */
export function alikeOnes(groups: readonly Group[], item: Item): Item[] {
  const others = groups.flatMap(({ items }) => items).filter(({ alike }) => alike === item.alike);
  return [item, ...others.filter(({ key }) => key !== item.key)];
}

function ofQuestion(question: DeleteQuestion): Item {
  const { id } = question;
  return { kind: 'deletes', key: id, cause: 'deletes', ids: [id], alike: id, question };
}

function ofRefused(line: QueueLine): Item {
  const { mutationId: key, problem, entity, operation, changes } = line;
  const cause = causes.find((each) => each === problem?.code) ?? 'unknown';
  const field = problem?.field ?? '';
  // A type that is not in use is replaced by another; one that was another type needs another.
  const value = cause === 'type_retired' ? JSON.stringify(changes?.activityTypeId ?? null) : '';
  return {
    kind: 'refused',
    key,
    cause,
    ids: [key],
    alike: [cause, entity, operation, field, value].join(' '),
    line,
  };
}

/** What was lost of one record is one thing to decide, in as many parts as it has field groups. */
function conflictsByRecord(lines: readonly ConflictLine[]): ConflictLine[][] {
  const records = new Map<string, ConflictLine[]>();
  for (const line of lines) {
    const key = [line.entity, line.recordId, causeOf(line)].join(' ');
    records.set(key, [...(records.get(key) ?? []), line]);
  }
  return [...records.values()];
}

function causeOf({ deletedHere, deletedThere }: ConflictLine): Cause {
  if (deletedHere) return 'deleted_here';
  return deletedThere ? 'deleted_there' : 'conflict';
}

function ofConflict(lines: ConflictLine[]): Item {
  const [first] = lines as [ConflictLine];
  const cause = causeOf(first);
  const ids = lines.map(({ id }) => id);
  const groups = cause === 'conflict' ? [...new Set(lines.map(({ group }) => group))].sort() : [];
  return {
    kind: 'conflict',
    key: first.id,
    cause,
    ids,
    alike: [cause, first.entity, ...groups].join(' '),
    lines,
  };
}

function ofDuplicate(line: DuplicateLine): Item {
  const key = `${line.mine.id} ${line.other.id}`;
  return { kind: 'duplicate', key, cause: 'duplicate', ids: [line.mine.id], alike: 'duplicate', line };
}
