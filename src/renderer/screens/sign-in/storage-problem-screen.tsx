import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { StorageProblem } from '../../../shared/contracts/errors';
import { api } from '../../api/client';
import { Diagnostics } from '../../components/diagnostics';
import { wording } from '../../i18n';
import { useApp } from '../../stores/app-store';
import { OtherProfiles } from '../profiles/other-profiles';
import { Gate } from './gate';

/** The registrations cannot be opened: says why and what the person can do about it. */
export function StorageProblemScreen({ problem }: { problem: StorageProblem }) {
  const { t } = useTranslation();
  const email = useApp((state) => state.organisation?.supportEmail ?? '');
  return (
    <Gate heading={t('problems:storage_heading_open')}>
      <Paragraph>{t(`problems:storage.${problem}`)}</Paragraph>
      <Paragraph>{t('problems:storage_support', { email, code: problem })}</Paragraph>
      <Diagnostics />
      <Button variant="secondary" onClick={() => void api.app.quit()}>
        {wording.t('shared:quit.quit')}
      </Button>
      <OtherProfiles />
    </Gate>
  );
}
