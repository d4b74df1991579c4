import './attention.css';
import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { CheckmarkCircleIcon } from '@navikt/aksel-icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaveResult } from '../../../shared/contracts/ipc';
import { api } from '../../api/client';
import { Page } from '../../components/page';
import { asked, saveText } from '../../components/save-text';
import { useTwoAreas } from '../../components/use-two-areas';
import { useUndo } from '../../components/use-undo';
import { goTo } from '../../routes';
import { useApp } from '../../stores/app-store';
import { AnsweredPart } from './answered-part';
import { alikeOnes, contentOf, groupItems, type Item, lockedYearOf, whetherPutOff } from './attention-items';
import { ConflictDetail } from './conflict-detail';
import { DeletesDetail } from './deletes-detail';
import type { Deciding } from './detail';
import { DuplicateDetail } from './duplicate-detail';
import { ItemList } from './item-list';
import { RefusedDetail } from './refused-detail';
import { focusEntry, useChosen } from './use-chosen';
import { useNeeding } from './use-needing';

/** Everything that needs the person, in one place: what on the left, and on the right why and what she can do. */
export function AttentionScreen() {
  const { t } = useTranslation('attention');
  const { needing, more, answered, putOffs, readPutOffs, failed, readAgain } = useNeeding();
  const groups = needing ? groupItems(needing, putOffs) : [];
  const items = groups.flatMap((group) => group.items);
  const canWait = items.filter(({ kind }) => kind === 'duplicate').length;
  const { shown, choose } = useChosen(items);
  const { sentence, undo, say, clear, takeBack } = useUndo();
  const goesOn = useGoingOn(shown?.key ?? null, needing !== null);

  async function answer(call: () => Promise<SaveResult>, count = 1): Promise<boolean> {
    const result = await asked(call());
    if (result.kind !== 'saved') {
      const isValue = result.kind === 'refused' && result.problems.length === 0;
      say(isValue ? t('failed_values') : saveText(t, result));
      return false;
    }
    say(afterAnswer(items.length - count, canWait - (shown?.kind === 'duplicate' ? count : 0)), result.undo);
    goesOn();
    return true;
  }
  function afterAnswer(left: number, canWaitLeft: number): string {
    if (left === 0) return t('done_all');
    return left === canWaitLeft ? t('done_needing', { count: canWaitLeft }) : t('done', { left });
  }
  async function putOff(item: Item) {
    const next = items[items.indexOf(item) + 1] ?? items[0];
    const kept = await asked(api.sync.putOff({ item: item.key, content: contentOf(item) }));
    if (kept.kind !== 'saved') return say(saveText(t, kept));
    readPutOffs();
    say(t('put_off'));
    goesOn();
    if (next) choose(next.key);
  }
  useTwoAreas({
    first: '.attention-list',
    isThere: shown !== null,
    toFirst: () => shown && focusEntry(shown.key),
    toOther: focusTitle,
  });
  const isEmpty = needing !== null && shown === null;
  // "Nothing more needs you" holds until something does.
  useEffect(() => (isEmpty ? clear : undefined), [isEmpty, clear]);

  return (
    <Page
      heading={t('heading')}
      beside={
        <div className="attention-said" role="status">
          {sentence && <span>{sentence}</span>}
          {undo && (
            <Button variant="tertiary" data-size="sm" onClick={() => void undo()}>
              {t('common:undo.button')}
            </Button>
          )}
        </div>
      }
    >
      {failed && (
        <Alert data-color="info" role="status">
          <Paragraph>{t('common:read_failed')}</Paragraph>
          <Button variant="secondary" onClick={readAgain}>
            {t('common:try_again')}
          </Button>
        </Alert>
      )}
      {needing && !shown && <Nothing />}
      {shown && (
        <div className="attention">
          <div className="attention-side">
            <Paragraph data-size="sm" className="attention-sum">
              {t('needs', { count: items.length - canWait })}
              {canWait > 0 && `, ${t('can_wait', { count: canWait })}`}
            </Paragraph>
            <Paragraph data-size="sm">{t('intro')}</Paragraph>
            <ItemList
              groups={groups}
              chosen={shown}
              isPutOff={whetherPutOff(putOffs)}
              onChoose={choose}
              onOpen={focusTitle}
            />
            {more > 0 && <Paragraph>{t('list_full', { count: more })}</Paragraph>}
            <Paragraph data-size="sm" className="attention-what">
              {t('keys_hint')}
            </Paragraph>
          </div>
          <section className="attention-detail" aria-labelledby="attention-title">
            <ShownItem
              key={shown.key}
              item={shown}
              alike={alikeOnes(groups, shown)}
              onAnswer={answer}
              onLater={() => void putOff(shown)}
              locked={lockedYearOf(shown, items)}
              onSay={say}
            />
          </section>
        </div>
      )}
      <AnsweredPart lines={answered} onUndo={(each) => void takeBack(each)} />
    </Page>
  );
}

function ShownItem({ item, ...deciding }: Deciding & { item: Item }) {
  switch (item.kind) {
    case 'deletes':
      return <DeletesDetail item={item} {...deciding} />;
    case 'refused':
      return <RefusedDetail item={item} {...deciding} />;
    case 'conflict':
      return <ConflictDetail item={item} {...deciding} />;
    case 'duplicate':
      return <DuplicateDetail item={item} {...deciding} />;
  }
}

function focusTitle(): void {
  requestAnimationFrame(() => document.getElementById('attention-title')?.focus());
}

/** After an answer the keyboard goes on with the next item, or with the heading when that was the last. */
function useGoingOn(key: string | null, isRead: boolean): () => void {
  const goes = useRef(false);
  const [, setAsked] = useState(0);
  useEffect(() => {
    if (!goes.current || !isRead) return;
    goes.current = false;
    if (key === null) document.querySelector<HTMLElement>('h1')?.focus();
    else focusTitle();
  }, [key, isRead]);
  return () => {
    goes.current = true;
    setAsked((before) => before + 1);
  };
}

/** Nothing needs her: says so, and what would stand here. */
function Nothing() {
  const { t } = useTranslation('attention');
  const drafts = useApp((state) => state.status?.drafts ?? 0);
  return (
    <div className="attention-empty">
      <CheckmarkCircleIcon aria-hidden="true" />
      <Heading level={2} data-size="sm">
        {t('empty_heading')}
      </Heading>
      <Paragraph className="narrow">{t('empty_text')}</Paragraph>
      {drafts > 0 && <Paragraph>{t('empty_drafts', { count: drafts })}</Paragraph>}
      <div className="actions">
        {drafts > 0 && <Button onClick={() => goTo('batch')}>{t('to_session')}</Button>}
        <Button variant="secondary" onClick={() => goTo('sync')}>
          {t('to_sync')}
        </Button>
      </div>
    </div>
  );
}
