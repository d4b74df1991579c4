import { CheckmarkIcon, ClockIcon, ExclamationmarkTriangleFillIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import type { PastSession } from '../../../shared/contracts/sessions';

/** How far a whole session has come: what of it needs her, what goes by itself, or that all has gone. */
export function SessionState({ session }: { session: PastSession }) {
  const { t } = useTranslation('sessions');
  const { needsFixing, waiting } = session;
  return (
    <span className="session-state">
      {needsFixing > 0 && (
        <span className="record-state" data-color="warning">
          <ExclamationmarkTriangleFillIcon aria-hidden="true" />
          <span>{t('state.needs_fixing', { count: needsFixing })}</span>
        </span>
      )}
      {waiting > 0 && (
        <span className="record-state" data-color="neutral">
          <ClockIcon aria-hidden="true" />
          <span>{t('state.waiting', { count: waiting })}</span>
        </span>
      )}
      {needsFixing + waiting === 0 && (
        <span className="record-state" data-color="success">
          <CheckmarkIcon aria-hidden="true" />
          <span>{t('state.sent')}</span>
        </span>
      )}
    </span>
  );
}
