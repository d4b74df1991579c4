import { Alert, Button, Heading, Paragraph, Table } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictLine, SaveResult } from '../../../shared/contracts/ipc';
import { momentText } from '../../../shared/rules/status-text';
import { api } from '../../api/client';
import { asked, type SaveFailure, saveText } from '../../components/save-text';
import { useApp } from '../../stores/app-store';
import { useFieldValue } from '../sync/use-field-value';

/** A sentence about what was done, and what takes it back. */
export type Say = (sentence: string, undo?: string) => void;

/** What she wrote and somebody else changed too, with her answer in place. */
export function OpenConflicts({ conflicts, say }: { conflicts: ConflictLine[]; say: Say }) {
  const { t } = useTranslation('records');
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  async function act(call: Promise<SaveResult>) {
    const result = await asked(call);
    if (result.kind === 'saved') say(t('conflict_done'), result.undo);
    setFailure(result.kind === 'saved' ? null : result);
  }
  return (
    <section aria-labelledby="record-conflicts" className="record-part" data-part="conflicts">
      <Heading level={2} data-size="xs" id="record-conflicts">
        {t('conflict_heading')}
      </Heading>
      <Paragraph>{t('conflict_why')}</Paragraph>
      <div role="status">{failure && <Alert data-color="warning">{saveText(t, failure)}</Alert>}</div>
      <ul className="plain-list">
        {conflicts.map((conflict) => (
          <li key={conflict.id} className="item">
            <ConflictValues conflict={conflict} />
            <div className="actions">
              <Button variant="secondary" onClick={() => void act(answer(conflict.id, 'mine'))}>
                {t('conflict_mine_use')}
              </Button>
              <Button onClick={() => void act(answer(conflict.id, 'theirs'))}>
                {t('conflict_stands_keep')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ConflictValues({ conflict }: { conflict: ConflictLine }) {
  const { t } = useTranslation('records');
  const language = useApp((state) => state.language);
  const shown = useFieldValue();
  const time = momentText(conflict.at, language, Date.now());
  const title = t([`sync:group.${conflict.entity}.${conflict.group}`, conflict.group]);
  return (
    <>
      <Paragraph data-size="sm">
        {t('conflict_by', { group: title, name: conflict.by ?? t('somebody'), time })}
      </Paragraph>
      <div className="wide">
        <Table data-color="neutral" data-size="sm" aria-label={title} border>
          <Table.Head>
            <Table.Row>
              {['field', 'before', 'mine', 'stands'].map((column) => (
                <Table.HeaderCell key={column} scope="col">
                  {t(`conflict_${column}`)}
                </Table.HeaderCell>
              ))}
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {conflict.fields.map(({ field, base, mine, theirs }) => (
              <Table.Row key={field}>
                <Table.HeaderCell scope="row">{t([`sync:field.${field}`, field])}</Table.HeaderCell>
                <Table.Cell>{shown(field, base)}</Table.Cell>
                <Table.Cell>{conflict.deletedHere ? t('conflict_deleted') : shown(field, mine)}</Table.Cell>
                <Table.Cell>
                  {conflict.deletedThere ? t('conflict_deleted') : shown(field, theirs)}
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
    </>
  );
}

function answer(id: string, kind: 'mine' | 'theirs'): Promise<SaveResult> {
  return api.sync.resolve({ answers: [{ id, choice: { kind } }] });
}
