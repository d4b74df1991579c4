import { Button } from '@digdir/designsystemet-react';
import { XMarkIcon } from '@navikt/aksel-icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Notice } from '../../shared/contracts/ipc';
import { goTo, routes } from '../routes';
import { useApp } from '../stores/app-store';
import { dismissNotice } from '../stores/watch-main';

/** What happened while nobody looked, one message at a time; taking one away changes nothing else. */
export function Notices() {
  const { t } = useTranslation();
  const notices = useApp((state) => state.notices);
  useSettled(notices);
  const [first, ...others] = [
    ...notices.filter(needsPerson),
    ...notices.filter((each) => !needsPerson(each)),
  ];
  return (
    <section
      className="notices"
      aria-label={t('notices.label')}
      aria-live="polite"
      hidden={notices.length === 0}
    >
      {first && <NoticeLine key={first.id} notice={first} others={others.length} />}
    </section>
  );
}

/** What was said of something that has been settled since is not said any longer. */
function useSettled(notices: readonly Notice[]): void {
  const needing = useApp((state) => state.status?.needsPerson ?? 0);
  const before = useRef(needing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only settling the last of them takes the notices away
  useEffect(() => {
    const settled = before.current > 0 && needing === 0 ? notices.filter(isSettled) : [];
    for (const { id } of settled) void dismissNotice(id);
    before.current = needing;
  }, [needing]);
}

function isSettled({ kind }: Notice): boolean {
  return kind === 'needs_fixing' || kind === 'conflict';
}

function needsPerson({ kind }: Notice): boolean {
  return ['needs_fixing', 'conflict', 'held_deletes', 'rescue_incomplete'].includes(kind);
}

function NoticeLine({ notice, others }: { notice: Notice; others: number }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const needs = needsPerson(notice);
  const place = notice.kind === 'rescue_incomplete' ? 'sync' : 'attention';
  const sentence = t(`notices.${notice.kind}`, { count: notice.count });
  return (
    <div className="notice" data-color={needs ? 'warning' : 'info'}>
      <span>{sentence}</span>
      {others > 0 && <span>{t('notices.more', { count: others })}</span>}
      {needs && location !== routes[place] && (
        <Button variant="tertiary" data-size="sm" onClick={() => goTo(place)}>
          {t('notices.look')}
        </Button>
      )}
      <Button
        icon
        variant="tertiary"
        data-size="sm"
        aria-label={`${t('notices.dismiss')}: ${sentence}`}
        onClick={() => void dismissNotice(notice.id)}
      >
        <XMarkIcon aria-hidden="true" />
      </Button>
    </div>
  );
}
