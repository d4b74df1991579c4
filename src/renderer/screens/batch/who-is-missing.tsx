import './who-is-missing.css';
import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { PlusIcon, XMarkIcon } from '@navikt/aksel-icons';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MissingMentorLine } from '../../../shared/contracts/overview';
import { showCell } from './cell-text';
import { beginningOf } from './row-cells';
import { type Missing, useMissing } from './use-missing';
import type { Session } from './use-session';

/** Those who have entered nothing this month although they usually do; Enter on one adds a row for her. */
export function WhoIsMissing({ session, onClose }: { session: Session; onClose: () => void }) {
  const { t } = useTranslation('missing');
  const { missing, readAgain } = useMissing(session);
  return (
    <section className="missing" aria-labelledby="missing-heading">
      <div className="missing-head">
        <Heading id="missing-heading" level={2} data-size="2xs">
          {t('heading')}
        </Heading>
        <Said missing={missing} />
        {missing.kind === 'failed' && (
          <Button variant="secondary" data-size="sm" onClick={readAgain}>
            {t('batch:storage.retry')}
          </Button>
        )}
        <Button
          className="missing-close"
          variant="tertiary"
          data-size="sm"
          icon
          aria-label={t('close')}
          onClick={onClose}
        >
          <XMarkIcon aria-hidden />
        </Button>
      </div>
      {missing.kind === 'read' && <Lists session={session} {...missing} />}
    </section>
  );
}

function Said({ missing }: { missing: Missing }) {
  const { t } = useTranslation('missing');
  if (missing.kind === 'reading') return null;
  if (missing.kind === 'failed') return <Paragraph role="alert">{t('failed')}</Paragraph>;
  return <Paragraph>{t(missing.usual.length > 0 ? 'intro' : 'none')}</Paragraph>;
}

type Lines = Pick<Missing & { kind: 'read' }, 'usual' | 'seldom'>;

function Lists({ session, usual, seldom }: Lines & { session: Session }) {
  const { t } = useTranslation('missing');
  const [all, setAll] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const shown = all ? [...usual, ...seldom] : usual;

  async function add({ id, displayName }: MissingMentorLine, index: number): Promise<void> {
    const added = await session.actions.addRows([{ mentor: id }]);
    if (!added) return;
    session.say(t('added', { name: displayName }));
    // The next one takes her place; after the last the row is gone on with.
    const buttons = list.current?.querySelectorAll<HTMLElement>('button') ?? [];
    const next = buttons[index + 1] ?? buttons[index - 1];
    if (next) requestAnimationFrame(() => next.focus());
    else
      session.actions.activate({
        rowId: added[0] ?? '',
        cell: beginningOf({ mentor: id }, session.state.header),
      });
  }

  return (
    <>
      {shown.length > 0 && (
        <ul ref={list} className="missing-list">
          {shown.map((line, index) => (
            <li key={line.id}>
              <button
                type="button"
                className="missing-line"
                onClick={() => session.keys.run(() => add(line, index))}
              >
                <PlusIcon aria-hidden />
                <span>
                  <strong>{line.displayName}</strong> <span className="missing-unit">{line.unitName}</span>
                  <span className="missing-usual">{usualText(line)}</span>
                </span>
                <span className="visually-hidden">{t('add')}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {!all && seldom.length > 0 && (
        <Button className="missing-more" variant="tertiary" data-size="sm" onClick={() => setAll(true)}>
          {t('more', { count: seldom.length })}
        </Button>
      )}
    </>
  );

  function usualText({ kind, usual, lastOn }: MissingMentorLine): string {
    const level =
      kind === 'silent' ? t('silent') : usual < 1 ? t('seldom') : t('usual', { count: Math.round(usual) });
    return lastOn ? `${level}, ${t('last', { date: showCell('date', lastOn, session.context) })}` : level;
  }
}
