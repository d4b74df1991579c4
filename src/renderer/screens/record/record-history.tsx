import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { HistoryLine } from '../../../shared/contracts/history';
import { momentText } from '../../../shared/rules/status-text';
import { useApp } from '../../stores/app-store';
import { useFieldValue } from '../sync/use-field-value';

/** Who did what and when, and whether it has been sent. */
export function RecordHistory({ lines }: { lines: HistoryLine[] }) {
  const { t } = useTranslation('records');
  return (
    <section aria-labelledby="record-history" className="record-part">
      <Heading level={2} data-size="xs" id="record-history">
        {t('history')}
      </Heading>
      {lines.length === 0 ? (
        <Paragraph>{t('history_none')}</Paragraph>
      ) : (
        <ol className="history">
          {lines.map((line) => (
            <Line key={line.number} line={line} />
          ))}
        </ol>
      )}
      <Paragraph data-size="sm" className="narrow">
        {t('history_hint')}
      </Paragraph>
    </section>
  );
}

function Line({ line }: { line: HistoryLine }) {
  const { t } = useTranslation('records');
  const language = useApp((state) => state.language);
  const shown = useFieldValue();
  const { action, at, who, sent, fields, changes } = line;
  return (
    <li className="history-line" data-action={action}>
      <div className="history-what">
        <strong>{t([`shared:trail_action.${action}`, action])}</strong>
        <span>{momentText(at, language, Date.now())}</span>
        <span>{who ?? t('somebody')}</span>
        {sent !== null && <span data-sent={sent}>{t(sent ? 'is_sent' : 'is_not_sent')}</span>}
      </div>
      {changes.length > 0 ? (
        <dl className="history-values">
          {changes.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{t([`sync:field.${field}`, field])}</dt>
              <dd>{t('from_to', { before: shown(field, before), after: shown(field, after) })}</dd>
            </div>
          ))}
        </dl>
      ) : (
        action !== 'created' &&
        fields.length > 0 && (
          <Paragraph data-size="sm">
            {t('fields_only', {
              fields: fields.map((field) => t([`sync:field.${field}`, field])).join(', '),
            })}
          </Paragraph>
        )
      )}
    </li>
  );
}
