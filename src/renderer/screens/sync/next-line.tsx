import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { nextAttempt } from '../../../shared/rules/next-attempt';
import { momentText } from '../../../shared/rules/status-text';
import { api } from '../../api/client';
import { useRead } from '../../components/use-read';
import { useApp, useVersionOf } from '../../stores/app-store';

/** When it is tried next, in the words of the status at the tray. A pause has a line of its own. */
export function NextLine() {
  const { t } = useTranslation('glance');
  const language = useApp((state) => state.language);
  const status = useApp((state) => state.status);
  const glance = useRead(() => api.sync.glance(), useVersionOf('outbox', 'conflicts', 'runs')).value;
  if (!status || status.pausedUntil !== null || !glance) return null;
  const nowMs = Date.now();
  const next = nextAttempt(status, glance.held, nowMs);
  const when = t(`next_${next.kind}`, 'at' in next ? { time: momentText(next.at, language, nowMs) } : {});
  return (
    <Paragraph data-part="next">
      {t('next')}: {when}
    </Paragraph>
  );
}
