import { Button, Paragraph, Table, Tag } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DuplicateAnswer } from '../../../shared/contracts/ipc';
import type { Json } from '../../../shared/contracts/primitives';
import { momentText } from '../../../shared/rules/status-text';
import { api } from '../../api/client';
import { useApp } from '../../stores/app-store';
import { useFieldValue } from '../sync/use-field-value';
import type { ItemOf } from './attention-items';
import { isSame } from './conflict-answers';
import { type Deciding, Detail } from './detail';

const compared = [
  'occurredOn',
  'mentors',
  'activityTypeId',
  'mode',
  'durationMin',
  'participantsCount',
  'unitId',
  'setting',
  'contactId',
  'travelKm',
  'tollNok',
  'outlayNok',
  'note',
] as const;

/** Two registrations side by side that may be one event. */
export function DuplicateDetail({ item, onAnswer, onLater }: Deciding & { item: ItemOf<'duplicate'> }) {
  const { t } = useTranslation('attention');
  const { mine, other, mineAt } = item.line;
  const language = useApp((state) => state.language);
  const shown = useFieldValue();
  const answer = (word: DuplicateAnswer['answer']) =>
    void onAnswer(() => api.sync.answerDuplicate({ mineId: mine.id, otherId: other.id, answer: word }));
  const fields = compared.filter((field) => !isEmpty(mine[field]) || !isEmpty(other[field]));
  return (
    <Detail
      item={item}
      onLater={onLater}
      actions={
        <>
          <Button onClick={() => answer('keep_both')}>{t('duplicate.keep_both')}</Button>
          <Button variant="secondary" onClick={() => answer('use_other')}>
            {t('duplicate.use_other')}
          </Button>
          <Button variant="secondary" onClick={() => answer('merge')}>
            {t('duplicate.merge')}
          </Button>
        </>
      }
    >
      <Paragraph className="narrow">{t('duplicate.why')}</Paragraph>
      <div className="wide">
        <Table
          className="conflict-table"
          data-size="sm"
          data-color="neutral"
          aria-label={t('cause.duplicate')}
          border
        >
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('conflict.field')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">
                {t('duplicate.mine')}{' '}
                <span className="conflict-who">
                  {t('conflict.you_at', { time: momentText(mineAt, language, Date.now()) })}
                </span>
              </Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('duplicate.other')}</Table.HeaderCell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {fields.map((field) => (
              <Table.Row key={field}>
                <Table.HeaderCell scope="row">{t(`sync:field.${field}`)}</Table.HeaderCell>
                <Table.Cell>{shown(field, mine[field] as Json)}</Table.Cell>
                <Table.Cell>
                  {shown(field, other[field] as Json)}{' '}
                  {!isSame(mine[field] as Json, other[field] as Json) && (
                    <Tag data-color="warning" data-size="sm">
                      {t('duplicate.differs')}
                    </Tag>
                  )}
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
      <Paragraph data-size="sm">{t('duplicate.merge_hint')}</Paragraph>
    </Detail>
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '';
}
