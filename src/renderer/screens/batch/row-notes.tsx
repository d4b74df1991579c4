import { ExclamationmarkTriangleFillIcon, XMarkOctagonFillIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import type { RowProblem } from '../../../shared/contracts/drafts';
import { GridPart } from './grid-part';
import { sentenceFor } from './problem-sentence';
import type { RowView } from './read-session';
import type { Session } from './use-session';

type Props = { session: Session; view: RowView; problems: readonly RowProblem[]; columnIndex: number };

/** What is wrong with a row and what to do about it, in words, right under it. */
export function RowNotes({ session, view, problems, columnIndex }: Props) {
  const { t } = useTranslation('batch');
  const against = view.verdict && !view.verdict.countable ? view.verdict.reasons : [];
  if (problems.length === 0 && against.length === 0) return null;
  return (
    <GridPart className="row-notes" role="gridcell" aria-colindex={columnIndex}>
      {problems.map((problem, index) => (
        <p
          key={`${problem.field}-${problem.code}`}
          id={noteId(view.row.id, index)}
          className="row-note"
          data-severity={problem.severity}
        >
          {problem.severity === 'error' ? (
            <XMarkOctagonFillIcon aria-hidden />
          ) : (
            <ExclamationmarkTriangleFillIcon aria-hidden />
          )}
          <span>
            <strong>{t(`severity.${problem.severity}`)}</strong>{' '}
            {sentenceFor(problem, view, {
              view: session.view,
              context: session.context,
              inherited: problem.field === 'unit' ? '' : (session.state.header.values[problem.field] ?? ''),
            })}
          </span>
        </p>
      ))}
      {against.length > 0 && (
        <p className="row-note row-note-grant">
          {t('does_not_count', { reasons: against.map((reason) => t(`reason.${reason}`)).join(', ') })}
        </p>
      )}
    </GridPart>
  );
}

/** In the row that is being written, what is still missing is no mistake yet. */
export function problemsToShow({ problems }: RowView, active: boolean): readonly RowProblem[] {
  const shown = problems.filter(({ severity }) => severity !== 'info');
  return active ? shown.filter(({ code }) => !code.endsWith('_missing')) : shown;
}

export function noteId(rowId: string, index: number): string {
  return `note-${rowId}-${index}`;
}
