import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { LanguageChoice } from '../settings/language-choice';
import { Gate } from './gate';
import { SignInForm } from './sign-in-form';

export function SignInScreen() {
  const { t } = useTranslation();
  return (
    <Gate heading={t('sign_in.heading')}>
      <Paragraph>{t('sign_in.why')}</Paragraph>
      <SignInForm />
      <LanguageChoice compact />
    </Gate>
  );
}
