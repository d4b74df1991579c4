import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '../../stores/app-store';
import { useApp } from '../../stores/app-store';
import { LanguageChoice } from '../settings/language-choice';
import { HandoverPart } from '../sync/handover-part';
import { Gate } from './gate';
import { SignInWays } from './sign-in-ways';

/**
 * The organisation has closed her account: nothing of its records is shown any more. What she had not sent stays
 * encrypted here, and can be given to whoever looks after it in a locked file.
 */
export function ClosedScreen({ person }: { person: SignedIn }) {
  const { t } = useTranslation();
  const waiting = useApp((state) => state.status?.waiting ?? 0);
  return (
    <Gate heading={t('sign_in.closed_heading')}>
      <Paragraph>{t('sign_in.ended_account_closed')}</Paragraph>
      {waiting > 0 && (
        <>
          <Paragraph>{t('sign_in.closed_waits', { count: waiting })}</Paragraph>
          <HandoverPart closed />
        </>
      )}
      <Paragraph>{t('sign_in.closed_opened')}</Paragraph>
      <SignInWays startEmail={person.email} />
      <LanguageChoice compact />
    </Gate>
  );
}
