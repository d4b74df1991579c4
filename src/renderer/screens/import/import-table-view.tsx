import { Button } from '@digdir/designsystemet-react';
import {
  CheckmarkCircleIcon,
  ExclamationmarkTriangleFillIcon,
  XMarkOctagonFillIcon,
} from '@navikt/aksel-icons';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RowProblem } from '../../../shared/contracts/drafts';
import type { ImportColumn } from '../../../shared/rules/import-words';
import { showCell } from '../batch/cell-text';
import { sentenceFor } from '../batch/problem-sentence';
import type { Session } from '../batch/use-session';
import type { Choice, PreviewRow } from './import-asks';
import type { ImportLook } from './look-at-import';
import { importColumns } from './mapping';

type Props = {
  look: ImportLook;
  /** What each column is to be, which the rows may not know yet. */
  columns: readonly (ImportColumn | null)[];
  choice: Choice;
  busy: boolean;
  session: Session;
  onColumn: (index: number, column: ImportColumn | null) => void;
  onChoose: (change: Partial<Choice>) => void;
};

/** Rows that are shown in addition when they are asked for. */
const moreRows = 200;

/**
 * The lines as they would be taken in, each column under what it is, each problem under its row. Not drawn again while
 * a check goes on.
 */
export const ImportTableView = memo(function ImportTableView(props: Props) {
  const { look, columns, choice, busy, session, onColumn, onChoose } = props;
  const { t } = useTranslation('import');
  const { checked, outcome } = look;
  const { headings } = checked.mapping;
  const read = useMemo(
    () => checked.used.map((index) => ({ index, column: checked.mapping.columns[index] ?? null })),
    [checked],
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section className="import-rows" tabIndex={0} aria-label={t('table_name')} aria-busy={busy}>
      <table className="import-table">
        <thead>
          <tr>
            <th scope="col">{t('line_short')}</th>
            {checked.used.map((index) => (
              <th key={index} scope="col" data-left-out={columns[index] == null || undefined}>
                <ColumnChoice
                  heading={headings[index] || t('column_number', { number: index + 1 })}
                  column={columns[index] ?? null}
                  onColumn={(column) => onColumn(index, column)}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {outcome.rows.map((row) => (
            <PreviewLine key={row.line} row={row} columns={read} without={choice.without} session={session} />
          ))}
        </tbody>
      </table>
      {outcome.shown > outcome.rows.length && (
        <Button variant="tertiary" data-size="sm" onClick={() => onChoose({ most: choice.most + moreRows })}>
          {t('show_more', { count: outcome.shown - outcome.rows.length })}
        </Button>
      )}
    </section>
  );
});

type ChoiceProps = {
  heading: string;
  column: ImportColumn | null;
  onColumn: (column: ImportColumn | null) => void;
};

function ColumnChoice({ heading, column, onColumn }: ChoiceProps) {
  const { t } = useTranslation('import');
  return (
    <>
      <span className="import-heading">{heading}</span>
      <select
        className="ds-input import-choice"
        aria-label={t('column_is', { heading })}
        value={column ?? ''}
        onChange={({ target }) => onColumn(target.value === '' ? null : (target.value as ImportColumn))}
      >
        <option value="">{t('leave_out')}</option>
        {importColumns.map((each) => (
          <option key={each} value={each}>
            {each === 'hours' ? t('hours') : t(`batch:column.${each}`)}
          </option>
        ))}
      </select>
    </>
  );
}

type LineProps = {
  row: PreviewRow;
  columns: readonly { index: number; column: ImportColumn | null }[];
  /** Rows that seem to be registered stay away. */
  without: boolean;
  session: Session;
};

const PreviewLine = memo(function PreviewLine({ row, columns, without, session }: LineProps) {
  const { t } = useTranslation('import');
  const { view, line, formula, texts } = row;
  const staysAway = without && view.twin?.kind === 'standing';
  const { context } = session;
  const problems = view.problems.filter(({ severity }) => severity !== 'info');
  const worst = view.fields ? (problems.length > 0 ? 'warning' : 'fine') : 'error';
  const wrong = new Set(problems.filter(({ severity }) => severity === 'error').map(({ field }) => field));
  return (
    <>
      <tr data-worst={worst} data-left-out={staysAway || undefined}>
        <th scope="row">
          <StateIcon worst={worst} /> {line}
        </th>
        {columns.map(({ index, column }) => {
          const cell = column === 'hours' ? 'duration' : column;
          const shown = cell ? showCell(cell, view.row.cells[cell] ?? '', context) : (texts[index] ?? '');
          // Whatever stands above it, what goes in are minutes.
          const text = cell === 'duration' && /^\d+$/.test(shown) ? t('minutes', { minutes: shown }) : shown;
          return (
            <td
              key={index}
              data-left-out={cell === null || undefined}
              data-wrong={(cell !== null && wrong.has(cell)) || undefined}
            >
              {text}
            </td>
          );
        })}
      </tr>
      {(problems.length > 0 || formula) && (
        <tr className="import-notes">
          <td />
          <td colSpan={Math.max(1, columns.length)}>
            {staysAway ? (
              <p>{t('stays_away')}</p>
            ) : (
              problems.map((problem) => (
                <p key={`${problem.field}-${problem.code}`} data-severity={problem.severity}>
                  <strong>{t(`batch:severity.${problem.severity}`)}</strong> {sentence(problem, row, session)}
                </p>
              ))
            )}
            {formula && <p data-severity="warning">{t('formula')}</p>}
          </td>
        </tr>
      )}
    </>
  );
});

function sentence(problem: RowProblem, { view, twin }: PreviewRow, session: Session): string {
  const inherited = problem.field === 'unit' ? '' : (session.state.header.values[problem.field] ?? '');
  return sentenceFor(problem, view, { twinRow: twin, context: session.context, inherited });
}

function StateIcon({ worst }: { worst: 'fine' | 'warning' | 'error' }) {
  const { t } = useTranslation('import');
  const title = t(`state.${worst}`);
  if (worst === 'error') return <XMarkOctagonFillIcon title={title} />;
  if (worst === 'warning') return <ExclamationmarkTriangleFillIcon title={title} />;
  return <CheckmarkCircleIcon title={title} />;
}
