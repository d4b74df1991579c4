import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../stores/app-store';

/** Why she is asked to sign in again, and that what she has registered is where it was. */
export function WhySignIn() {
  const { t } = useTranslation();
  const ended = useApp((state) => (state.boot.kind === 'ready' ? state.boot.ended : null));
  const waiting = useApp((state) => state.status?.waiting ?? 0);
  return (
    <>
      <Paragraph>
        {t(ended && ended !== 'expired' ? `sign_in.ended_${ended}` : 'sign_in.why_again')}
      </Paragraph>
      {waiting > 0 && <Paragraph>{t('sign_in.waits', { count: waiting })}</Paragraph>}
    </>
  );
}
