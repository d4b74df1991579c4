import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeleteConsent, UnsentAnswer } from '../../../shared/contracts/profiles';
import { api } from '../../api/client';
import type { SignedIn } from '../../stores/app-store';
import { DeleteGuard } from '../profiles/delete-guard';

/** Signing out deletes what is here; what is only here goes with her consent alone. */
export function Account({ person }: { person: SignedIn }) {
  const { t } = useTranslation();
  const [unsent, setUnsent] = useState<UnsentAnswer | null>(null);
  async function signOut(consent: DeleteConsent) {
    const result = await api.session.signOut({ consent });
    setUnsent(result.kind === 'unsent' ? result : null);
  }
  return (
    <>
      <Heading level={3} data-size="2xs">
        {t('settings.account')}
      </Heading>
      <Paragraph>{t('settings.signed_in_as', { name: person.name, email: person.email })}</Paragraph>
      <Paragraph>{t('settings.sign_out_why')}</Paragraph>
      <Button variant="secondary" onClick={() => void signOut({ kind: 'none' })}>
        {t('settings.sign_out')}
      </Button>
      <DeleteGuard
        what="sign_out"
        heading={t('profiles:guard.sign_out_heading')}
        unsent={unsent}
        onConsent={signOut}
        onClose={() => setUnsent(null)}
      />
    </>
  );
}
