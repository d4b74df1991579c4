import { Alert, Button, Heading, Paragraph, Table, Tag } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictLine, SaveResult } from '../../../shared/contracts/ipc';
import { momentText } from '../../../shared/rules/status-text';
import { api } from '../../api/client';
import { asked, type SaveFailure, saveText } from '../../components/save-text';
import { shownTitle } from '../../components/shown-date';
import { useApp } from '../../stores/app-store';
import { useFieldValue } from './use-field-value';

/** What she wrote and somebody else changed too: shown as a table, decided with one of two buttons. */
export function ConflictsPart({ conflicts }: { conflicts: ConflictLine[] }) {
  const { t } = useTranslation('sync');
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  if (conflicts.length === 0) return null;
  async function act(call: Promise<SaveResult>) {
    const result = await asked(call);
    setFailure(result.kind === 'saved' ? null : result);
  }
  return (
    <section className="sync-part" aria-labelledby="conflicts-heading">
      <Heading level={2} data-size="xs" id="conflicts-heading">
        {t('conflicts.heading', { count: conflicts.length })}
      </Heading>
      <Paragraph className="narrow">{t('conflicts.why')}</Paragraph>
      <div role="status">{failure && <Alert data-color="warning">{saveText(t, failure)}</Alert>}</div>
      <ul className="plain-list">
        {conflicts.map((conflict) => (
          <li key={conflict.id} className="item" data-row={conflict.id} tabIndex={-1}>
            <ConflictTable conflict={conflict} title={titleOf(conflict)} />
            {conflict.deletedThere && <Paragraph>{t('conflicts.deleted_why')}</Paragraph>}
            {conflict.deletedHere && <Paragraph>{t('conflicts.delete_why')}</Paragraph>}
            <Paragraph data-size="sm">{t('conflicts.accept_hint')}</Paragraph>
            <div className="actions">
              <Button
                variant="secondary"
                aria-label={named(applyWord(conflict), conflict)}
                onClick={() => void act(api.sync.applyAgain({ id: conflict.id }))}
              >
                {t(`conflicts.${applyWord(conflict)}`)}
              </Button>
              <Button
                aria-label={named('accept', conflict)}
                onClick={() => void act(api.sync.acceptConflict({ id: conflict.id }))}
              >
                {t('conflicts.accept')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );

  function named(action: ApplyWord | 'accept', conflict: ConflictLine): string {
    return t('attention.of', { action: t(`conflicts.${action}`), title: titleOf(conflict) });
  }

  /** The name of what somebody deleted is gone with it. */
  function titleOf({ title, entity, group }: ConflictLine): string {
    const name =
      title === '' ? t('conflicts.untitled', { entity: t(`entity.${entity}`) }) : shownTitle(title);
    return t('conflicts.of_group', { title: name, group: t([`group.${entity}.${group}`, group]) });
  }
}

type ApplyWord = 'apply' | 'apply_anew' | 'apply_delete';

/** What applying her change again would do, in the word on the button. */
function applyWord({ deletedThere, deletedHere }: ConflictLine): ApplyWord {
  if (deletedHere) return 'apply_delete';
  return deletedThere ? 'apply_anew' : 'apply';
}

function ConflictTable({ conflict, title }: { conflict: ConflictLine; title: string }) {
  const { t } = useTranslation('sync');
  const language = useApp((state) => state.language);
  const shown = useFieldValue();
  const time = momentText(conflict.at, language, Date.now());
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  // A delete is about the whole record: only what the other person changed is worth reading.
  const fields = conflict.fields.filter(({ base, theirs }) => !conflict.deletedHere || !same(base, theirs));
  return (
    <>
      <Heading level={3} data-size="2xs">
        {title}
      </Heading>
      <Paragraph data-size="sm">
        {conflict.by ? t('conflicts.by', { name: conflict.by, time }) : t('conflicts.by_unknown', { time })}
      </Paragraph>
      <div className="wide">
        <Table data-color="neutral" aria-label={title} border>
          <Table.Head>
            <Table.Row>
              {(['field', 'base', 'mine', 'theirs'] as const).map((column) => (
                <Table.HeaderCell key={column} scope="col">
                  {t(`conflicts.${column}`)}
                </Table.HeaderCell>
              ))}
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {fields.map(({ field, base, mine, theirs }) => (
              <Table.Row key={field}>
                <Table.HeaderCell scope="row">{t([`field.${field}`, field])}</Table.HeaderCell>
                <Table.Cell>{shown(field, base)}</Table.Cell>
                <Table.Cell>
                  {conflict.deletedHere ? t('conflicts.deleted_here') : shown(field, mine)}{' '}
                  {!conflict.deletedHere && !same(mine, base) && <Differs />}
                </Table.Cell>
                <Table.Cell>
                  {conflict.deletedThere ? t('conflicts.deleted') : shown(field, theirs)}{' '}
                  {!conflict.deletedThere && !same(theirs, base) && <Differs />}
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
    </>
  );
}

function Differs() {
  const { t } = useTranslation('sync');
  return (
    <Tag data-color="warning" data-size="sm">
      {t('conflicts.differs')}
    </Tag>
  );
}
