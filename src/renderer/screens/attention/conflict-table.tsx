import { Radio, Table, Tag } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictLine } from '../../../shared/contracts/ipc';
import type { Json } from '../../../shared/contracts/primitives';
import { momentText } from '../../../shared/rules/status-text';
import { useApp } from '../../stores/app-store';
import { useFieldValue } from '../sync/use-field-value';
import { type Choice, isSame, type Part, resultOf } from './conflict-answers';
import { FieldEditor } from './field-editor';

type Props = {
  label: string;
  parts: Part[];
  choices: Record<string, Choice | undefined>;
  /** Null where there is only one decision for the whole record. */
  onChoose: ((group: string, choice: Choice) => void) | null;
  onTyped: (group: string, field: string, value: Json | undefined) => void;
};

/** Both versions side by side, who wrote each and when, and what it comes to. */
export function ConflictTable({ label, parts, choices, onChoose, onTyped }: Props) {
  const { t } = useTranslation('attention');
  const [first] = parts[0]?.lines ?? [];
  if (!first) return null;
  return (
    <div className="wide">
      <Table className="conflict-table" data-size="sm" data-color="neutral" aria-label={label} border>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{t('conflict.field')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">
              {t('conflict.mine')} <Who conflict={first} whose="mine" />
            </Table.HeaderCell>
            <Table.HeaderCell scope="col">
              {t('conflict.theirs')} <Who conflict={first} whose="theirs" />
            </Table.HeaderCell>
            {onChoose && <Table.HeaderCell scope="col">{t('conflict.result')}</Table.HeaderCell>}
          </Table.Row>
        </Table.Head>
        {parts.map((part) => (
          <Table.Body key={part.group} data-group={part.group}>
            {onChoose && (
              <ChoiceRow
                part={part}
                choice={choices[part.group]}
                onChoose={(choice) => onChoose(part.group, choice)}
              />
            )}
            {shownFields(part).map((field) => (
              <FieldRow
                key={field.field}
                line={part.lines[0] ?? first}
                field={field}
                {...(onChoose ? { result: { part, choice: choices[part.group] } } : {})}
                onTyped={(value) => onTyped(part.group, field.field, value)}
              />
            ))}
          </Table.Body>
        ))}
      </Table>
    </div>
  );
}

/** A delete is about the whole record: only what the other person changed is worth reading. */
function shownFields({ lines, fields }: Part): ConflictLine['fields'] {
  return lines[0]?.deletedHere ? fields.filter(({ base, theirs }) => !isSame(base, theirs)) : fields;
}

function Who({ conflict, whose }: { conflict: ConflictLine; whose: 'mine' | 'theirs' }) {
  const { t } = useTranslation('attention');
  const language = useApp((state) => state.language);
  const moment = (at: number) => momentText(at, language, Date.now());
  const { mineAt, by, at } = conflict;
  const mine = mineAt === null ? t('conflict.you') : t('conflict.you_at', { time: moment(mineAt) });
  const theirs = by
    ? t('conflict.by_at', { name: by, time: moment(at) })
    : t('conflict.by_unknown', { time: moment(at) });
  return <span className="conflict-who">{whose === 'mine' ? mine : theirs}</span>;
}

/** One decision for the fields that belong together. */
function ChoiceRow({
  part,
  choice,
  onChoose,
}: {
  part: Part;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}) {
  const { t } = useTranslation('attention');
  const [line] = part.lines;
  const group = t([`sync:group.${line?.entity}.${part.group}`, part.group]);
  const values = () => ({
    kind: 'values' as const,
    values: resultOf(part, choice ?? { kind: 'mine' }) ?? {},
  });
  const radio = (kind: Choice['kind'], word: 'use_mine' | 'use_theirs' | 'write') => (
    <Radio
      name={`choice-${line?.id}`}
      value={kind}
      label={
        <>
          {t(`conflict.${word}`)} <span className="ds-sr-only">({group})</span>
        </>
      }
      checked={choice?.kind === kind}
      onChange={() => onChoose(kind === 'values' ? values() : { kind })}
    />
  );
  return (
    <Table.Row className="conflict-choice">
      <Table.HeaderCell scope="rowgroup">{group}</Table.HeaderCell>
      <Table.Cell>{radio('mine', 'use_mine')}</Table.Cell>
      <Table.Cell>{radio('theirs', 'use_theirs')}</Table.Cell>
      <Table.Cell>{radio('values', 'write')}</Table.Cell>
    </Table.Row>
  );
}

type FieldRowProps = {
  line: ConflictLine;
  field: ConflictLine['fields'][number];
  result?: { part: Part; choice: Choice | undefined };
  onTyped: (value: Json | undefined) => void;
};

function FieldRow({ line, field: { field, base, mine, theirs }, result, onTyped }: FieldRowProps) {
  const { t } = useTranslation('attention');
  const shown = useFieldValue();
  const { deletedHere, deletedThere } = line;
  const comesTo = result && resultOf(result.part, result.choice);
  return (
    <Table.Row>
      <Table.HeaderCell scope="row">
        {t([`sync:field.${field}`, field])}
        <span className="conflict-who">{t('conflict.before', { value: shown(field, base) })}</span>
      </Table.HeaderCell>
      <Version changed={!deletedHere && !isSame(mine, base)} chosen={result?.choice?.kind === 'mine'}>
        {deletedHere ? t('conflict.deleted_by_you') : shown(field, mine)}
      </Version>
      <Version changed={!deletedThere && !isSame(theirs, base)} chosen={result?.choice?.kind === 'theirs'}>
        {deletedThere ? t('conflict.deleted') : shown(field, theirs)}
      </Version>
      {result && (
        <Table.Cell data-result={field}>
          {result.choice?.kind === 'values' ? (
            <FieldEditor field={field} value={comesTo?.[field] ?? null} onChange={onTyped} />
          ) : comesTo ? (
            <strong>{shown(field, comesTo[field] ?? null)}</strong>
          ) : (
            <span className="conflict-open">{t('conflict.not_chosen')}</span>
          )}
        </Table.Cell>
      )}
    </Table.Row>
  );
}

function Version({ changed, chosen, children }: { changed: boolean; chosen: boolean; children: ReactNode }) {
  const { t } = useTranslation('attention');
  return (
    <Table.Cell data-changed={changed} data-chosen={chosen}>
      {children}{' '}
      {changed && (
        <Tag data-color="warning" data-size="sm">
          {t('conflict.changed')}
        </Tag>
      )}
    </Table.Cell>
  );
}
