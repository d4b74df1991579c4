import { Button } from '@digdir/designsystemet-react';
import { ExclamationmarkTriangleFillIcon, XMarkOctagonFillIcon } from '@navikt/aksel-icons';
import type { RowProblem } from '../../../shared/contracts/drafts';
import { GridPart } from './grid-part';
import { type Offer, offersFor } from './offers';
import { openingRequest } from './opening-request';
import { sentenceFor } from './problem-sentence';
import type { RowView } from './read-session';
import { reasonsText } from './reasons-text';
import type { Session } from './use-session';

type Props = { session: Session; view: RowView; problems: readonly RowProblem[] };

/** What is wrong with a row and what to do about it, in words, right under it. */
export function GridNotes({ columnIndex, ...props }: Props & { columnIndex: number }) {
  const { view, problems } = props;
  if (problems.length === 0 && view.verdict?.countable !== false) return null;
  return (
    <GridPart className="row-notes" role="gridcell" aria-colindex={columnIndex}>
      {problems.map((problem, index) => (
        <Note key={`${problem.field}-${problem.code}`} {...props} problem={problem} index={index} isInGrid />
      ))}
      <GrantNote {...props} />
    </GridPart>
  );
}

/** The same under one field of the form; what concerns the row as a whole under its last one. */
export function RowNotes({ session, view, only }: Omit<Props, 'problems'> & { only: RowProblem['field'] }) {
  const problems = problemsInForm(session, view);
  return (
    <>
      {problems.map(
        (problem, index) =>
          problem.field === only && (
            <Note
              key={problem.code}
              session={session}
              view={view}
              problems={problems}
              problem={problem}
              index={index}
            />
          ),
      )}
      {only === 'unit' && <GrantNote session={session} view={view} />}
    </>
  );
}

type NoteProps = Props & { problem: RowProblem; index: number; isInGrid?: boolean };

function Note({ session, view, problem, index, isInGrid = false }: NoteProps) {
  const { t } = session.context;
  const offers = offersFor(problem, view);
  return (
    <div className="row-note" data-severity={problem.severity}>
      {problem.severity === 'error' ? (
        <XMarkOctagonFillIcon aria-hidden />
      ) : (
        <ExclamationmarkTriangleFillIcon aria-hidden />
      )}
      <div className="row-said">
        <span id={noteId(view.row.id, index)}>
          <strong>{t(`severity.${problem.severity}`)}</strong>{' '}
          {sentenceFor(problem, view, {
            view: session.view,
            context: session.context,
            inherited: problem.field === 'unit' ? '' : (session.state.header.values[problem.field] ?? ''),
          })}
        </span>
        {offers.length > 0 && (
          <span className="row-offers">
            {offers.map((offer, place) => (
              <Button
                key={offer.kind}
                className="row-offer"
                variant="secondary"
                data-size="sm"
                // The grid is one stop; Alt+Enter takes the first offer there.
                tabIndex={isInGrid ? -1 : undefined}
                onMouseDown={(event) => isInGrid && event.preventDefault()}
                onClick={() => session.takeOffer(offer)}
              >
                {isAsked(offer, view, session) ? t('problems:locked_year.copied') : t(`offer.${offer.kind}`)}
                {isInGrid && place === 0 && index === firstOffering(view) && ` (${t('offer_key')})`}
              </Button>
            ))}
          </span>
        )}
      </div>
    </div>
  );
}

/** Whether what she is to send lies ready as it would be now. */
function isAsked({ kind }: Offer, { row }: RowView, { state, context, copied }: Session): boolean {
  return kind === 'ask_opening' && copied !== '' && copied === openingRequest(row, state, context);
}

function firstOffering(view: RowView): number {
  return problemsToShow(view, true).findIndex((problem) => offersFor(problem, view).length > 0);
}

function GrantNote({ session, view }: Omit<Props, 'problems'>) {
  const { t } = session.context;
  if (view.verdict?.countable !== false) return null;
  return (
    <p className="row-note row-note-grant">
      {t('does_not_count', { reasons: reasonsText(view, session.context) })}
    </p>
  );
}

/** The form shows one row at a time, so what is missing is told of every row but the one that is begun last. */
export function problemsInForm({ view: { rows } }: Session, view: RowView): readonly RowProblem[] {
  return problemsToShow(view, rows.at(-1)?.row.id === view.row.id);
}

/** In the row that is being written, what is still missing is no mistake yet. */
export function problemsToShow({ problems }: RowView, active: boolean): readonly RowProblem[] {
  const shown = problems.filter(({ severity }) => severity !== 'info');
  return active ? shown.filter(({ code }) => !code.endsWith('_missing')) : shown;
}

export function noteId(rowId: string, index: number): string {
  return `note-${rowId}-${index}`;
}
