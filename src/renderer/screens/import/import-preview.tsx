import { Alert, Button, Field, Label, Paragraph, Select } from '@digdir/designsystemet-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cells } from '../../../shared/contracts/drafts';
import { filledRows } from '../batch/session-state';
import type { Session } from '../batch/use-session';
import { beginHere } from './begin-here';
import { type ImportSource, mostRows } from './import-source';
import { ImportTableView } from './import-table-view';
import { importColumns, previewImport, suggestMapping, withColumn } from './preview-import';

type Props = {
  source: ImportSource;
  session: Session;
  onInsert: (rows: readonly Cells[]) => void;
  onClose: () => void;
};

/** Lines in which somebody may say that the headings stand. */
const offeredLines = 15;

/** What is in the table, what each column of it is, and what comes of that. */
export function ImportPreview({ source, session, onInsert, onClose }: Props) {
  const { t } = useTranslation('import');
  const { reference, state } = session;
  const { header } = state;
  const labels = useMemo(
    () =>
      Object.fromEntries(
        importColumns
          .filter((column) => column !== 'hours')
          .map((column) => [column, t(`batch:column.${column}`)]),
      ),
    [t],
  );
  const suggest = (sheet: number, line?: number | null) => ({
    sheet,
    ...suggestMapping(source.sheets[sheet]?.table ?? [], labels, {
      at: { ...reference, unitId: header.unitId },
      ...(line === undefined ? {} : { line }),
    }),
  });
  const [mapping, setMapping] = useState(() => suggest(0));
  const table = source.sheets[mapping.sheet]?.table ?? [];
  const standing = useMemo(() => filledRows(state.rows), [state.rows]);
  const preview = useMemo(
    () => previewImport({ table, mapping, reference, header, standing }),
    [table, mapping, reference, header, standing],
  );
  const count = preview.rows.length;
  const insertable = count > 0 && !preview.tooMany;
  return (
    <>
      <div className="import-source">
        <Paragraph>
          {t('found', { count, name: source.name || t('clipboard') })}
          {preview.leftOut > 0 && ` ${t('left_out', { count: preview.leftOut })}`}
        </Paragraph>
        {source.sheets.length > 1 && (
          <Field>
            <Label>{t('sheet')}</Label>
            <Select
              value={mapping.sheet}
              onChange={(event) => setMapping(suggest(Number(event.target.value)))}
            >
              {source.sheets.map(({ name }, index) => (
                <Select.Option key={name} value={index}>
                  {name}
                </Select.Option>
              ))}
            </Select>
          </Field>
        )}
        <Field>
          <Label>{t('headings')}</Label>
          <Select
            value={mapping.headerLine ?? ''}
            onChange={({ target }) =>
              setMapping(suggest(mapping.sheet, target.value === '' ? null : Number(target.value)))
            }
          >
            <Select.Option value="">{t('no_headings')}</Select.Option>
            {table.slice(0, Math.max(offeredLines, (mapping.headerLine ?? 0) + 1)).map((texts, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
              <Select.Option key={line} value={line}>
                {t('line', {
                  line: line + 1,
                  text: texts
                    .filter((text) => text.trim())
                    .join(' · ')
                    .slice(0, 60),
                })}
              </Select.Option>
            ))}
          </Select>
        </Field>
      </div>
      {preview.missing.length > 0 && (
        <Alert data-color="info" data-size="sm">
          {t('missing', { columns: preview.missing.map((cell) => t(`batch:column.${cell}`)).join(', ') })}
        </Alert>
      )}
      {preview.tooMany && (
        <Alert data-color="warning" data-size="sm">
          {t('problem.too_many_rows', { name: source.name || t('clipboard'), most: mostRows })}
        </Alert>
      )}
      <ImportTableView
        table={table}
        mapping={mapping}
        preview={preview}
        session={session}
        onColumn={(index, column) => setMapping((before) => withColumn(before, index, column))}
      />
      <div className="import-foot">
        <Paragraph role="status">
          {t('ready', { count: preview.ready })}{' '}
          {preview.errors > 0 && <strong>{t('errors', { count: preview.errors })}</strong>}{' '}
          {preview.formulas > 0 && t('formulas', { count: preview.formulas })}
        </Paragraph>
        <div className="dialog-actions">
          <Button ref={beginHere} disabled={!insertable} onClick={() => onInsert(preview.cells)}>
            {t('insert', { count })}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </div>
    </>
  );
}
