import type { Cells, StandingMeeting } from '../../../shared/contracts/drafts';
import type { ImportTable } from '../../../shared/rules/find-header';
import type { RowView } from '../batch/read-session';
import type { GridRow } from '../batch/session-state';
import type { CheckedTable } from './check-table';
import type { Choice, Outcome, PreviewRow } from './import-asks';
import { mostRows } from './import-source';

/** A table that was checked, with all rows of the session as it would be. */
export type Work = CheckedTable & { table: ImportTable; all: readonly GridRow[] };

/** The longest message that the main process reads is 4 MiB; each cell and row adds names and an id. */
const mostLetters = 2_500_000;

const isRegistered = ({ twin }: RowView) => twin?.kind === 'standing';

/** The rows as they stand in the session, those that were there before them left out. */
function viewsOf(work: Work | null, registered: readonly StandingMeeting[]): readonly RowView[] {
  if (!work) return [];
  return work.reader.viewRows(work.all, registered).rows.slice(work.all.length - work.rows.length);
}

/** The rows that come in. */
export function takenOf(
  work: Work | null,
  registered: readonly StandingMeeting[],
  without: boolean,
): RowView[] {
  return viewsOf(work, registered).filter((view) => !without || !isRegistered(view));
}

/** What comes of the rows as they are chosen, and the first of those that are asked for. */
export function outcomeOf(
  work: Work | null,
  registered: readonly StandingMeeting[],
  { only, most, without }: Choice,
): Outcome {
  const views = viewsOf(work, registered);
  const taken = takenOf(work, registered, without);
  const errors = views.filter(({ fields }) => !fields);
  const doubles = views.filter(isRegistered);
  const found = { all: views, errors, registered: doubles }[only];
  // A choice that has come to nothing, because a column is another now, hides nothing.
  const asked = found.length > 0 ? found : views;
  return {
    rows: asked.slice(0, most).map((view) => previewRow(view, work)),
    shown: asked.length,
    count: views.length,
    taken: taken.length,
    ready: taken.filter(({ fields }) => fields).length,
    errors: errors.length,
    registered: doubles.length,
    formulas: work?.rows.filter(({ imported }) => imported.formula).length ?? 0,
    tooMany: taken.length > mostRows || letters(taken.map(({ row }) => row.cells)) > mostLetters,
  };
}

/** Lines are told apart by their ids, and so is the row that one looks like. */
function previewRow(view: RowView, work: Work | null): PreviewRow {
  const { twin, row } = view;
  const line = row.position;
  return {
    line,
    view,
    twin: twin?.kind === 'row' ? (work?.all.findIndex(({ id }) => id === twin.rowId) ?? -1) + 1 : null,
    formula: work?.rows.some(({ imported }) => imported.formula && imported.line === line) ?? false,
    texts: work?.table[line - 1] ?? [],
  };
}

function letters(rows: readonly Cells[]): number {
  return rows.reduce((sum, cells) => sum + 200 + Object.values(cells).join('').length, 0);
}
