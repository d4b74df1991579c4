import type { Cells } from '../contracts/drafts';
import type { PeerMentor } from '../contracts/peer-mentor';
import { mentorsOfCell, namesOfText, storedMentors } from './mentor-names';
import { fold } from './rank-choices';
import type { Recognise } from './recognise-cell';

/** The id of the one mentor who is called so; null when nobody is, or when it could be somebody else. */
export type KnowName = (name: string) => string | null;

/**
 * The cells with several names in the mentor's cell parted: the first answers for the meeting, the others took part
 * in it with her. Only where every name is known and names somebody else; the text stays as it is where one is not, for
 * half an understanding would put down a meeting that was not.
 */
export function splitMentors(cells: Cells, know: KnowName): Cells {
  const text = cells.mentor ?? '';
  const names = namesOfText(text);
  if (names.length < 2 || know(text)) return cells;
  const ids = names.map(know).filter((id) => id !== null);
  const [responsible, ...others] = ids;
  if (!responsible || new Set(ids).size < names.length) return cells;
  return {
    ...cells,
    mentor: responsible,
    with: storedMentors([...mentorsOfCell(cells.with ?? ''), ...others]),
  };
}

/** Who is called so by all of her name or her code, or, as people write in a list, by a first name that is hers alone. */
export function makeKnowName(recognise: Recognise, mentors: readonly PeerMentor[]): KnowName {
  const ids = new Set(mentors.map(({ id }) => id));
  const byFirstName = firstNames(mentors);
  return (name) => {
    const found = recognise('mentor', name);
    return ids.has(found) ? found : (byFirstName.get(fold(name)) ?? null);
  };
}

/** Null for a first name that several have. */
function firstNames(mentors: readonly PeerMentor[]): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const { id, active, displayName } of mentors) {
    const first = fold(displayName).split(' ')[0] ?? '';
    if (active && first !== '') found.set(first, found.has(first) ? null : id);
  }
  return found;
}
