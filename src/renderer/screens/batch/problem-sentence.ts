import type { RowProblem } from '../../../shared/contracts/drafts';
import { rejectionCodes } from '../../../shared/contracts/mutations';
import type { CalendarDate } from '../../../shared/contracts/primitives';
import { mentorsOfCell } from '../../../shared/rules/mentor-names';
import { readDate } from '../../../shared/rules/read-date';
import { type CellContext, editText } from './cell-text';
import type { RowView, SessionView } from './read-session';

/** `twinRow`: the number of the row that it looks like, for whoever does not hold the whole session. */
type Surroundings = { context: CellContext; inherited?: string } & (
  | { view: SessionView }
  | { twinRow: number | null }
);

/** Of several mentors only those whom nobody knows. */
function unknownPart({ field, code }: RowProblem, typed: string, { reference }: CellContext): string {
  if (field !== 'with' || code !== 'with_unknown') return typed;
  const known = new Set(reference.mentors.map(({ id }) => id));
  return mentorsOfCell(typed)
    .filter((one) => !known.has(one))
    .join(', ');
}

function yearOf(typed: string, today: CalendarDate): string {
  const date = readDate(typed, today);
  return date.kind === 'date' ? date.date.slice(0, 4) : '';
}

/** What tells her which registration is meant: the number of its row, or its kind and length. */
function twinValues({ twin }: RowView, at: Surroundings) {
  if (twin?.kind !== 'standing')
    return {
      row: 'view' in at ? at.view.rows.findIndex(({ row }) => row.id === twin?.rowId) + 1 : at.twinRow,
    };
  const { reference, language } = at.context;
  const { activityTypeId, durationMin } = twin.meeting;
  const type = reference.types.find(({ id }) => id === activityTypeId);
  return { type: type?.label[language] ?? '', minutes: durationMin };
}

/** The sentence for a problem: which field, what is wrong, and what to do about it. */
export function sentenceFor(problem: RowProblem, row: RowView, at: Surroundings): string {
  const { context, inherited } = at;
  const { t, reference } = context;
  const typed = problem.field === 'unit' ? '' : row.row.cells[problem.field] || (inherited ?? '');
  const values = {
    text:
      problem.field === 'unit' ? '' : editText(problem.field, unknownPart(problem, typed, context), context),
    year: yearOf(problem.field === 'date' ? typed : (row.row.cells.date ?? ''), reference.today),
    ...twinValues(row, at),
    length: typed.length,
  };
  const fromServer = row.row.serverProblem === problem;
  if (!fromServer) return t(`problem.${problem.code}`, values);
  const known = (rejectionCodes as readonly string[]).includes(problem.code) ? problem.code : 'unknown';
  const sentence = t(`problem.server.${known}`, values);
  return problem.field === 'unit'
    ? sentence
    : t('problem.server_field', { field: t(`column.${problem.field}`), sentence });
}
