import type { RowProblem } from '../../../shared/contracts/drafts';
import type { RowView } from './read-session';

/** What the app can do about a problem when the person says so. */
export type Offer = {
  kind: 'keep_both' | 'remove_row' | 'propose_mentor' | 'propose_others' | 'row_per_day' | 'ask_opening';
  rowId: string;
};

/**
 * A locked year offers nothing that would register the meeting in another year than its own, with the true date in a
 * note: the year that is open would report what it did not hold.
 */
const offered: Partial<Record<RowProblem['code'], readonly Offer['kind'][]>> = {
  possible_duplicate: ['keep_both', 'remove_row'],
  possible_duplicate_standing: ['keep_both', 'remove_row'],
  mentor_unknown: ['propose_mentor'],
  with_unknown: ['propose_others'],
  date_several_days: ['row_per_day'],
  year_locked: ['ask_opening', 'remove_row'],
  server_year_locked: ['ask_opening', 'remove_row'],
};

export function offersFor({ code }: RowProblem, { row }: RowView): Offer[] {
  return (offered[code] ?? []).map((kind) => ({ kind, rowId: row.id }));
}

/** Everything that is offered for a row; the first is what Alt+Enter takes. */
export function offersOf(view: RowView | undefined): Offer[] {
  return view?.problems.flatMap((problem) => offersFor(problem, view)) ?? [];
}
