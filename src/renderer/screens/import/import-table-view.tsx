import { Button, ToggleGroup } from '@digdir/designsystemet-react';
import {
  CheckmarkCircleIcon,
  ExclamationmarkTriangleFillIcon,
  XMarkOctagonFillIcon,
} from '@navikt/aksel-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RowProblem } from '../../../shared/contracts/drafts';
import type { ImportTable } from '../../../shared/rules/find-header';
import type { ImportColumn } from '../../../shared/rules/import-words';
import { showCell } from '../batch/cell-text';
import { sentenceFor } from '../batch/problem-sentence';
import type { Session } from '../batch/use-session';
import { importColumns, type Mapping, type Preview, type PreviewRow } from './preview-import';

type Props = {
  table: ImportTable;
  mapping: Mapping;
  preview: Preview;
  session: Session;
  onColumn: (index: number, column: ImportColumn | null) => void;
};

/** More are shown when they are asked for. */
const shownAtOnce = 50;

/** The lines as they would be taken in, each column under what it is, each problem under its row. */
export function ImportTableView({ table, mapping, preview, session, onColumn }: Props) {
  const { t } = useTranslation('import');
  const [only, setOnly] = useState<'all' | 'errors'>('all');
  const [most, setMost] = useState(shownAtOnce);
  const rows = only === 'all' ? preview.rows : preview.rows.filter(({ view }) => !view.fields);
  const used = mapping.headings
    .map((heading, index) => ({ heading, index }))
    .filter(({ heading, index }) => heading !== '' || table.some((line) => line[index]?.trim()));
  return (
    <>
      {preview.errors > 0 && (
        <ToggleGroup
          data-size="sm"
          value={only}
          onChange={(value) => setOnly(value === 'errors' ? 'errors' : 'all')}
          data-toggle-group={t('show')}
        >
          <ToggleGroup.Item value="all">{t('show_all', { count: preview.rows.length })}</ToggleGroup.Item>
          <ToggleGroup.Item value="errors">{t('show_errors', { count: preview.errors })}</ToggleGroup.Item>
        </ToggleGroup>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section className="import-rows" tabIndex={0} aria-label={t('table_name')}>
        <table className="import-table">
          <thead>
            <tr>
              <th scope="col">{t('line_short')}</th>
              {used.map(({ heading, index }) => (
                <th key={index} scope="col" data-left-out={mapping.columns[index] === null || undefined}>
                  <ColumnChoice
                    heading={heading || t('column_number', { number: index + 1 })}
                    column={mapping.columns[index] ?? null}
                    onColumn={(column) => onColumn(index, column)}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row) => (
              <PreviewLine
                key={row.line}
                row={row}
                texts={table[row.line - 1] ?? []}
                columns={used.map(({ index }) => ({ index, column: mapping.columns[index] ?? null }))}
                preview={preview}
                session={session}
              />
            ))}
          </tbody>
        </table>
        {rows.length > most && (
          <Button variant="tertiary" data-size="sm" onClick={() => setMost(most + 4 * shownAtOnce)}>
            {t('show_more', { count: rows.length - most })}
          </Button>
        )}
      </section>
    </>
  );
}

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
  texts: readonly string[];
  columns: readonly { index: number; column: ImportColumn | null }[];
  preview: Preview;
  session: Session;
};

function PreviewLine({ row, texts, columns, preview, session }: LineProps) {
  const { t } = useTranslation('import');
  const { view, line, formula } = row;
  const { context } = session;
  const problems = view.problems.filter(({ severity }) => severity !== 'info');
  const worst = view.fields ? (problems.length > 0 ? 'warning' : 'fine') : 'error';
  const wrong = new Set(problems.filter(({ severity }) => severity === 'error').map(({ field }) => field));
  return (
    <>
      <tr data-worst={worst}>
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
            {problems.map((problem) => (
              <p key={`${problem.field}-${problem.code}`} data-severity={problem.severity}>
                <strong>{t(`batch:severity.${problem.severity}`)}</strong>{' '}
                {sentence(problem, row, preview, session)}
              </p>
            ))}
            {formula && <p data-severity="warning">{t('formula')}</p>}
          </td>
        </tr>
      )}
    </>
  );
}

function sentence(problem: RowProblem, { view }: PreviewRow, preview: Preview, session: Session): string {
  const inherited = problem.field === 'unit' ? '' : (session.state.header.values[problem.field] ?? '');
  return sentenceFor(problem, view, { view: preview.view, context: session.context, inherited });
}

function StateIcon({ worst }: { worst: 'fine' | 'warning' | 'error' }) {
  const { t } = useTranslation('import');
  const title = t(`state.${worst}`);
  if (worst === 'error') return <XMarkOctagonFillIcon title={title} />;
  if (worst === 'warning') return <ExclamationmarkTriangleFillIcon title={title} />;
  return <CheckmarkCircleIcon title={title} />;
}
