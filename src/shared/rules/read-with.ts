import type { ActivityMentor } from '../contracts/activity';
import type { RowProblem } from '../contracts/drafts';
import type { PeerMentor } from '../contracts/peer-mentor';
import type { CalendarDate } from '../contracts/primitives';
import { covers } from './covers';
import { mentorsOfCell, mostOthers } from './mentor-names';
import type { RowProblemCode } from './row-problem-codes';

type Others = {
  /** The cell as it is stored. */
  typed: string;
  responsible: PeerMentor | null;
  on: CalendarDate | null;
  mentors: readonly PeerMentor[];
  report: (field: RowProblem['field'], code: RowProblemCode) => null;
};

/** Mentors who took part in the same event beside the responsible one. One event stays one row. */
export function readWith({ typed, responsible, on, mentors, report }: Others): ActivityMentor[] {
  const named = mentorsOfCell(typed);
  const found = mentors.filter(({ id }) => named.includes(id));
  const others = found.filter(({ id }) => id !== responsible?.id);
  if (found.length < named.length) report('with', 'with_unknown');
  if (others.length < found.length) report('with', 'with_responsible');
  if (others.length > mostOthers) report('with', 'with_too_many');
  if (others.some(({ active }) => !active)) report('with', 'with_inactive');
  else if (on && others.some(({ approvedFrom, approvedTo }) => !covers(approvedFrom, approvedTo, on)))
    report('with', 'with_not_approved');
  return others.map(({ id }) => ({ peerMentorId: id, role: 'with' }));
}
