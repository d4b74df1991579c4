import { Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { SignInForm } from '../screens/sign-in/sign-in-form';
import { useApp } from '../stores/app-store';

/** Signing in again without leaving what one was doing. */
export function SignInDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const email = useApp((state) => (state.boot.kind === 'ready' ? state.boot.person.email : ''));
  return (
    <Dialog open={open} onClose={onClose} closeButton={t('close')} aria-label={t('sign_in.heading')}>
      {open && (
        <div className="stack">
          <Heading level={2}>{t('sign_in.heading')}</Heading>
          <Paragraph>{t('sign_in.why_again')}</Paragraph>
          <SignInForm startEmail={email} onSignedIn={onClose} />
        </div>
      )}
    </Dialog>
  );
}
