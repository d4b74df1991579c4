import { Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cells } from '../../../shared/contracts/drafts';
import type { QueueLine, SaveResult } from '../../../shared/contracts/ipc';
import type { Json } from '../../../shared/contracts/primitives';
import { api } from '../../api/client';
import { goTo } from '../../routes';
import { useApp } from '../../stores/app-store';
import { useReference } from '../../stores/reference-store';
import type { Item, ItemOf, LockedYear } from './attention-items';
import { concernedFields } from './concerned-fields';
import { isSame } from './conflict-answers';
import { AlikeChoice, type Deciding, Detail } from './detail';
import { FieldEditor } from './field-editor';
import { LockedYearActions, MovedHint, useDateToNote } from './locked-year';
import { useIsForeign } from './use-title-of';

/** What the server refused: its reason in plain words, the fields concerned to be put right here, and every other way on. */
export function RefusedDetail(props: Deciding & { item: ItemOf<'refused'> }) {
  const { item, alike, onAnswer, onLater, onSay } = props;
  const { t } = useTranslation('attention');
  const { line } = item;
  const isForeign = useIsForeign()(item);
  const handOver = useApp((state) => state.boot.kind === 'ready' && state.boot.features.handOver);
  const locked = useStillLocked(props.locked);
  // What is least likely to help does not stand out.
  const lesser = locked ? 'tertiary' : 'secondary';
  const toNote = useDateToNote()(line);
  const fields = concernedFields(line);
  const [typed, setTyped] = useState<Record<string, Json | undefined>>({});
  const [forAll, setForAll] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const targets = linesOf(forAll ? alike : [item]);
  const changes = Object.fromEntries(
    Object.entries(typed).filter(([field, value]) => !isSame(value, line.changes?.[field])),
  );
  const isWrong = Object.values(typed).includes(undefined);

  const each = (call: (line: QueueLine) => Promise<SaveResult>) =>
    onAnswer(() => inTurn(targets, call), targets.length);
  const correct = () => {
    const corrections = targets.map(({ mutationId }) => ({
      mutationId,
      changes: changes as Record<string, Json>,
    }));
    return onAnswer(() => api.sync.correct({ corrections }), targets.length);
  };
  async function fix() {
    if (await each(({ mutationId }) => api.sync.fix({ mutationId }))) goTo('batch');
  }
  async function moveDate(cells: Cells) {
    if (await onAnswer(() => api.sync.fix({ mutationId: line.mutationId, cells }))) goTo('batch');
  }

  return (
    <Detail
      item={item}
      onLater={onLater}
      actions={
        <>
          {fields.length > 0 && (
            <Button disabled={isWrong} onClick={() => void correct()}>
              {t('refused.correct')}
            </Button>
          )}
          {locked && (
            <LockedYearActions {...{ locked, toNote, onSay }} onMove={(cells) => void moveDate(cells)} />
          )}
          {canFix(line) && (
            <Button variant={lesser} onClick={() => void fix()}>
              {t('refused.fix')}
            </Button>
          )}
          <Button
            variant={fields.length > 0 || canFix(line) ? lesser : 'primary'}
            onClick={() => void each(({ mutationId }) => api.sync.retry({ mutationId }))}
          >
            {t('refused.retry')}
          </Button>
          {/* Another computer meets the same lock. */}
          {handOver && !locked && (
            <Button variant="tertiary" onClick={() => goTo('sync')}>
              {t('hand_over')}
            </Button>
          )}
          <Button
            variant="tertiary"
            data-color="danger"
            aria-haspopup="dialog"
            onClick={() => setDiscarding(true)}
          >
            {t(`refused.${wayToEnd(line)}.button`)}
          </Button>
        </>
      }
    >
      <Reason line={line} />
      {locked && toNote && <MovedHint />}
      {isForeign && <Paragraph>{t('refused.privacy')}</Paragraph>}
      {fields.length > 0 && (
        <fieldset className="attention-fields">
          <legend>{t('refused.correct_heading')}</legend>
          {fields.map((field) => (
            <FieldEditor
              key={field}
              field={field}
              value={(field in typed ? typed[field] : line.changes?.[field]) ?? null}
              onChange={(value) => setTyped({ ...typed, [field]: value })}
            />
          ))}
        </fieldset>
      )}
      <AlikeChoice count={alike.length} checked={forAll} onChange={setForAll} />
      <DiscardDialog
        lines={discarding ? targets : []}
        onClose={() => setDiscarding(false)}
        onDiscard={() => {
          setDiscarding(false);
          void each(({ mutationId }) => api.sync.discard({ mutationId }));
        }}
      />
    </Detail>
  );
}

/** Null once the year has been opened: then it only has to be sent again. */
function useStillLocked(locked: LockedYear | null): LockedYear | null {
  const lockedYears = useReference()?.lockedYears ?? [];
  return locked && lockedYears.includes(locked.year) ? locked : null;
}

function linesOf(items: readonly Item[]): QueueLine[] {
  return items.flatMap((item) => (item.kind === 'refused' ? [item.line] : []));
}

/** One after the other, until one cannot be: that one and those after it stay as they were. */
async function inTurn(
  lines: readonly QueueLine[],
  call: (line: QueueLine) => Promise<SaveResult>,
): Promise<SaveResult> {
  for (const line of lines) {
    const result = await call(line);
    if (result.kind !== 'saved') return result;
  }
  return { kind: 'saved' };
}

/** Only a new registration can go back into the entry session. */
function canFix({ entity, operation }: QueueLine): boolean {
  return entity === 'activities' && operation === 'create';
}

/** What is nowhere but here is deleted; of what the server has, a change is given up. */
function wayToEnd(line: QueueLine | undefined): 'delete' | 'give_up' {
  return line?.operation === 'create' ? 'delete' : 'give_up';
}

function Reason({ line }: { line: QueueLine }) {
  const { t } = useTranslation('sync');
  const { problem, entity, operation } = line;
  const reason = t([`problems:rejection.${problem?.code}`, 'problems:rejection.unknown']);
  return (
    <>
      <Paragraph className="narrow">
        {problem?.field ? `${t([`field.${problem.field}`, problem.field])}: ${reason}` : reason}
      </Paragraph>
      <Paragraph data-size="sm" className="attention-what">
        {t('attention:refused.what', { entity: t(`entity.${entity}`), operation: t(`queue.${operation}`) })}
      </Paragraph>
    </>
  );
}

type DiscardDialogProps = { lines: QueueLine[]; onClose: () => void; onDiscard: () => void };

/** Asks once; the way back has the focus. */
function DiscardDialog({ lines, onClose, onDiscard }: DiscardDialogProps) {
  const { t } = useTranslation('attention');
  const [first] = lines;
  const way = wayToEnd(first);
  const heading = t(`refused.${way}.heading`, { count: Math.max(1, lines.length) });
  return (
    <Dialog open={first !== undefined} onClose={onClose} closeButton={t('common:close')} aria-label={heading}>
      {first && (
        <div className="stack">
          <Heading level={2}>{heading}</Heading>
          <Paragraph>{t(`refused.${way}.text`)}</Paragraph>
          <div className="actions">
            <Button autoFocus variant="secondary" onClick={onClose}>
              {t('refused.keep')}
            </Button>
            <Button data-color="danger" onClick={onDiscard}>
              {t(`refused.${way}.yes`)}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
