import type { RowProblem } from '../../../shared/contracts/drafts';
import { rejectionCodes } from '../../../shared/contracts/mutations';
import { mentorsOfCell } from '../../../shared/rules/mentor-names';
import { readDate } from '../../../shared/rules/read-date';
import { type CellContext, editText } from './cell-text';
import type { RowView, SessionView } from './read-session';

type Surroundings = { view: SessionView; context: CellContext; inherited?: string };

/** Of several mentors only those whom nobody knows. */
function unknownPart({ field, code }: RowProblem, typed: string, { reference }: CellContext): string {
  if (field !== 'with' || code !== 'with_unknown') return typed;
  const known = new Set(reference.mentors.map(({ id }) => id));
  return mentorsOfCell(typed)
    .filter((one) => !known.has(one))
    .join(', ');
}

/** The sentence for a problem: which field, what is wrong, and what to do about it. */
export function sentenceFor(
  problem: RowProblem,
  row: RowView,
  { view, context, inherited }: Surroundings,
): string {
  const { t, reference } = context;
  const typed = problem.field === 'unit' ? '' : (row.row.cells[problem.field] ?? inherited ?? '');
  const date = readDate(row.row.cells.date ?? '', reference.today);
  const values = {
    text:
      problem.field === 'unit' ? '' : editText(problem.field, unknownPart(problem, typed, context), context),
    year: date.kind === 'date' ? date.date.slice(0, 4) : '',
    row: view.rows.findIndex(({ row: other }) => other.id === row.twinId) + 1,
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
