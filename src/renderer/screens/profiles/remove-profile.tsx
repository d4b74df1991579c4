import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  DeleteConsent,
  ProfileLine,
  RemovedProfile,
  UnsentAnswer,
} from '../../../shared/contracts/profiles';
import { api } from '../../api/client';
import { DeleteGuard } from './delete-guard';
import { useProfileName } from './profile-name';

const nothing = { waiting: 0, parked: 0, conflicts: 0, drafts: 0 };
const empty: UnsentAnswer = { kind: 'unsent', counts: nothing, isHandedOver: false };

/** Asks first in every case; the page is loaded anew for another profile when this one is gone. */
export function RemoveProfile({ profile }: { profile: ProfileLine }) {
  const { t } = useTranslation('profiles');
  const nameOf = useProfileName();
  const [asked, setAsked] = useState<UnsentAnswer | null>(null);
  const [refused, setRefused] = useState<Exclude<RemovedProfile, UnsentAnswer | { kind: 'removed' }> | null>(
    null,
  );

  async function remove(consent: DeleteConsent) {
    const result = await api.profiles.remove({ consent });
    setAsked(result.kind === 'unsent' ? result : null);
    setRefused(result.kind === 'unsent' || result.kind === 'removed' ? null : result);
  }
  return (
    <>
      <Paragraph>{t('remove_why')}</Paragraph>
      <Button variant="secondary" data-color="danger" aria-haspopup="dialog" onClick={() => setAsked(empty)}>
        {t('remove')}
      </Button>
      <div role="status">
        {refused && (
          <Alert data-color="warning">
            {refused.kind === 'storage_problem'
              ? t(`problems:storage.${refused.problem}`)
              : t('remove_not_open')}
          </Alert>
        )}
      </div>
      <DeleteGuard
        what="remove"
        heading={t('guard.remove_heading', { name: nameOf(profile) })}
        unsent={asked}
        onConsent={remove}
        onClose={() => setAsked(null)}
      />
    </>
  );
}
