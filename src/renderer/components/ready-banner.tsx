import { Button } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { judgeReadiness } from '../../shared/rules/judge-readiness';
import { api } from '../api/client';
import { goTo } from '../routes';
import { useApp, useVersionOf } from '../stores/app-store';
import { useRead } from './use-read';

/** Where registering begins: what she would miss without a network. Nothing while nothing is missing. */
export function ReadyBanner() {
  const { t } = useTranslation('ready');
  const changed = useVersionOf('runs', 'peer_mentors', 'activity_types');
  const downloading = useApp((state) => Boolean(state.status?.firstDownload));
  const facts = useRead(() => api.ready.facts(), changed);
  // The first download has a line of its own.
  if (!facts.value || downloading) return null;
  const missing = judgeReadiness(facts.value).lines.filter(({ state }) => state === 'missing');
  if (missing.length === 0) return null;
  const what = missing.map(({ check }) => t(`check.${check}`)).join(', ');
  return (
    <section className="first-download ready-banner" aria-label={t('heading')}>
      <p>
        <strong>{t('banner')}</strong> {t('banner_missing', { what })}
      </p>
      <Button variant="tertiary" data-size="sm" onClick={() => goTo('ready')}>
        {t('banner_look')}
      </Button>
    </section>
  );
}
