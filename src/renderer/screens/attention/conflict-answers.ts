import type { ConflictAnswer, ConflictLine } from '../../../shared/contracts/ipc';
import type { Json } from '../../../shared/contracts/primitives';

export type Choice = ConflictAnswer['choice'];
type Values = Record<string, Json>;
/** One field group of a record: what was seen, written and stands, in all edits of it that lost. */
export type Part = { group: string; lines: ConflictLine[]; fields: ConflictLine['fields'] };

/** The parts in which one record is to be decided; of a field that lost twice the newest line speaks. */
export function partsOf(lines: readonly ConflictLine[]): Part[] {
  const parts = new Map<string, Part>();
  for (const line of lines) {
    const part = parts.get(line.group) ?? { group: line.group, lines: [], fields: [] };
    const known = part.fields.map(({ field }) => field);
    const more = line.fields.filter(({ field }) => !known.includes(field));
    parts.set(line.group, {
      ...part,
      lines: [...part.lines, line],
      fields: [...part.fields, ...more],
    });
  }
  return [...parts.values()];
}

/** Her word on each part as answers to the lines of a record. New values go with the newest line, once. */
export function answersOf(
  parts: readonly Part[],
  choices: Readonly<Record<string, Choice>>,
): ConflictAnswer[] {
  return parts.flatMap(({ group, lines, fields }): ConflictAnswer[] => {
    const choice = choices[group];
    if (!choice) return [];
    if (choice.kind !== 'values') return lines.map(({ id }) => ({ id, choice }));
    return lines.map(({ id, fields: own }, index) => {
      const mine = own.map(({ field }) => field);
      const isNewest = (field: string) => lines.findIndex((line) => has(line, field)) === index;
      const values = Object.fromEntries(
        Object.entries(choice.values).filter(([field]) => mine.includes(field) && isNewest(field)),
      );
      const any = Object.keys(values).length > 0 && fields.length > 0;
      return { id, choice: any ? { kind: 'values' as const, values } : { kind: 'theirs' as const } };
    });
  });
}

/** What a part comes to by her choice; null while she has made none. */
export function resultOf({ fields }: Part, choice: Choice | undefined): Values | null {
  if (!choice) return null;
  if (choice.kind === 'values') return choice.values;
  return Object.fromEntries(
    fields.map(({ field, mine, theirs }) => [field, choice.kind === 'mine' ? mine : theirs]),
  );
}

export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function has({ fields }: ConflictLine, field: string): boolean {
  return fields.some((each) => each.field === field);
}
