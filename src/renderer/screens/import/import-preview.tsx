import { Alert, Button, Field, Label, Paragraph, Select } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { beginHere } from '../../components/begin-here';
import { useDelayed } from '../../components/use-delayed';
import type { Session } from '../batch/use-session';
import { CheckProgress } from './check-progress';
import { ImportRowsBar } from './import-rows-bar';
import { mostRows } from './import-source';
import { ImportTableView } from './import-table-view';
import type { OpenedImport } from './use-import';
import { useImportLook } from './use-import-look';

type Props = {
  opened: OpenedImport;
  session: Session;
  onInsert: (opened: OpenedImport, without: boolean) => void;
  onClose: () => void;
};

/** A check that is done sooner is not spoken of. */
const patienceMs = 300;

/** What is in the table, what each column of it is, and what comes of that. */
export function ImportPreview({ opened, session, onInsert, onClose }: Props) {
  const { t } = useTranslation('import');
  const at = useImportLook(opened, session);
  const { look, chosen, choice, checking } = at;
  const { checked, outcome } = look;
  const busy = checking !== null;
  const patient = useDelayed(busy, patienceMs);
  const name = opened.name || t('clipboard');
  const insertable = outcome.taken > 0 && !outcome.tooMany;
  return (
    <>
      <div className="import-source">
        <Paragraph>
          {t('found', { count: outcome.count, name })}
          {checked.leftOut > 0 && ` ${t('left_out', { count: checked.leftOut })}`}
        </Paragraph>
        {opened.sheets.length > 1 && (
          <Field>
            <Label>{t('sheet')}</Label>
            <Select value={chosen.sheet} onChange={({ target }) => at.setSheet(Number(target.value))}>
              {opened.sheets.map((sheet, index) => (
                <Select.Option key={sheet} value={index}>
                  {sheet}
                </Select.Option>
              ))}
            </Select>
          </Field>
        )}
        <Field>
          <Label>{t('headings')}</Label>
          <Select
            value={chosen.mapping.headerLine ?? ''}
            onChange={({ target }) => at.setHeadings(target.value === '' ? null : Number(target.value))}
          >
            <Select.Option value="">{t('no_headings')}</Select.Option>
            {checked.lines.map((text, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
              <Select.Option key={line} value={line}>
                {t('line', { line: line + 1, text })}
              </Select.Option>
            ))}
          </Select>
        </Field>
      </div>
      {checked.missing.length > 0 && (
        <Alert data-color="info" data-size="sm">
          {t('missing', { columns: checked.missing.map((cell) => t(`batch:column.${cell}`)).join(', ') })}
        </Alert>
      )}
      {outcome.tooMany && (
        <Alert data-color="warning" data-size="sm">
          {t('problem.too_many_rows', { name, most: mostRows })}
        </Alert>
      )}
      <ImportRowsBar outcome={outcome} choice={choice} onChoose={at.choose} />
      <ImportTableView
        look={look}
        columns={chosen.mapping.columns}
        choice={choice}
        busy={busy}
        session={session}
        onColumn={at.setColumn}
        onChoose={at.choose}
      />
      <div className="import-foot">
        {busy && patient ? (
          <div>
            <Paragraph role="status">{t('checking')}</Paragraph>
            <CheckProgress progress={checking} />
          </div>
        ) : (
          <Paragraph role="status">
            {t('ready', { count: outcome.ready })}{' '}
            {outcome.errors > 0 && <strong>{t('errors', { count: outcome.errors })}</strong>}{' '}
            {outcome.registered > 0 && (
              <strong>
                {t(choice.without ? 'registered_left' : 'registered', { count: outcome.registered })}
              </strong>
            )}{' '}
            {outcome.formulas > 0 && t('formulas', { count: outcome.formulas })}
          </Paragraph>
        )}
        <div className="dialog-actions">
          <Button
            ref={beginHere}
            disabled={!insertable}
            // Kept in its place for whoever stands on it while the rows are checked once more.
            aria-disabled={busy || undefined}
            onClick={() => !busy && onInsert(opened, choice.without)}
          >
            {t('insert', { count: outcome.taken })}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </div>
    </>
  );
}
