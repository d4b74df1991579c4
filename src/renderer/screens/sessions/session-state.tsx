import { CheckmarkIcon, ClockIcon, ExclamationmarkTriangleFillIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import type { PastSession } from '../../../shared/contracts/sessions';

/** How far a whole session has come, by the registration of it that is furthest behind. */
export function SessionState({ session }: { session: PastSession }) {
  const { t } = useTranslation('sessions');
  const { needsFixing, waiting } = session;
  if (needsFixing > 0)
    return (
      <span className="record-state" data-color="warning">
        <ExclamationmarkTriangleFillIcon aria-hidden="true" />
        <span>{t('state.needs_fixing', { count: needsFixing })}</span>
      </span>
    );
  if (waiting > 0)
    return (
      <span className="record-state" data-color="neutral">
        <ClockIcon aria-hidden="true" />
        <span>{t('state.waiting', { count: waiting })}</span>
      </span>
    );
  return (
    <span className="record-state" data-color="success">
      <CheckmarkIcon aria-hidden="true" />
      <span>{t('state.sent')}</span>
    </span>
  );
}
