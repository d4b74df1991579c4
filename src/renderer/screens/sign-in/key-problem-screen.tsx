import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { KeyProblem } from '../../../shared/contracts/errors';
import { api } from '../../api/client';
import { Diagnostics } from '../../components/diagnostics';
import { wording } from '../../i18n';
import { useApp } from '../../stores/app-store';
import { OtherProfiles } from '../profiles/other-profiles';
import { WhichProfile } from '../profiles/which-profile';
import { Gate } from './gate';

/** The key to the registrations cannot be had: says why, that nothing is lost, and what the person can do about it. */
export function KeyProblemScreen({ problem }: { problem: KeyProblem }) {
  const { t } = useTranslation('keys');
  const email = useApp((state) => state.organisation?.supportEmail ?? '');

  /** The page is loaded anew for what comes of it. */
  async function tryAgain() {
    const { profiles } = await api.profiles.list();
    const open = profiles.find(({ isOpen }) => isOpen);
    if (open) await api.profiles.open({ id: open.id });
  }
  return (
    <Gate heading={t(`heading.${problem}`)}>
      <WhichProfile />
      <Paragraph>{t(`problem.${problem}`)}</Paragraph>
      <Alert>{t('safe')}</Alert>
      <div className="actions">
        <Button onClick={() => void tryAgain()}>{t('again')}</Button>
        <Button variant="secondary" onClick={() => void api.app.quit()}>
          {wording.t('shared:quit.quit')}
        </Button>
      </div>
      <Paragraph>{t('meanwhile')}</Paragraph>
      <OtherProfiles />
      <Paragraph>{t('support', { email, code: problem })}</Paragraph>
      <Diagnostics />
    </Gate>
  );
}
