import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { OtherProfiles } from '../profiles/other-profiles';
import { WhichProfile } from '../profiles/which-profile';
import { LanguageChoice } from '../settings/language-choice';
import { Gate } from './gate';
import { SignInWays } from './sign-in-ways';

export function SignInScreen() {
  const { t } = useTranslation();
  return (
    <Gate heading={t('sign_in.heading')}>
      <WhichProfile />
      <Paragraph>{t('sign_in.why')}</Paragraph>
      <SignInWays />
      <LanguageChoice compact />
      <OtherProfiles removable />
    </Gate>
  );
}
