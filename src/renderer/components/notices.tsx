import { Button } from '@digdir/designsystemet-react';
import { XMarkIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../shared/contracts/ipc';
import { goTo } from '../routes';
import { useApp } from '../stores/app-store';
import { dismissNotice } from '../stores/watch-main';

/** What happened while nobody looked; taking a message away changes nothing else. */
export function Notices() {
  const { t } = useTranslation();
  const notices = useApp((state) => state.notices);
  return (
    <section
      className="notices"
      aria-label={t('notices.label')}
      aria-live="polite"
      hidden={notices.length === 0}
    >
      <ul>
        {notices.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} />
        ))}
      </ul>
    </section>
  );
}

function NoticeLine({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const needsPerson = notice.kind === 'needs_fixing' || notice.kind === 'conflict';
  const sentence = t(`notices.${notice.kind}`, { count: notice.count });
  return (
    <li className="notice" data-color={needsPerson ? 'warning' : 'info'}>
      <span>{sentence}</span>
      {needsPerson && (
        <Button variant="tertiary" onClick={() => goTo('sync')}>
          {t('notices.look')}
        </Button>
      )}
      <Button
        icon
        variant="tertiary"
        aria-label={`${t('notices.dismiss')}: ${sentence}`}
        onClick={() => void dismissNotice(notice.id)}
      >
        <XMarkIcon aria-hidden="true" />
      </Button>
    </li>
  );
}
