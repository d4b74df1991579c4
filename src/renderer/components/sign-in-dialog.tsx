import { Dialog, Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { SignInWays } from '../screens/sign-in/sign-in-ways';
import { WhySignIn } from '../screens/sign-in/why-sign-in';
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
          <WhySignIn />
          <SignInWays startEmail={email} onSignedIn={onClose} />
        </div>
      )}
    </Dialog>
  );
}
