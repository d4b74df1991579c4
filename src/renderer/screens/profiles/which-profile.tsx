import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useRead } from '../../components/use-read';
import { useProfileName } from './profile-name';

/** Which profile a locked screen is about, where there are several, and what waits behind the lock. */
export function WhichProfile() {
  const { t } = useTranslation('profiles');
  const nameOf = useProfileName();
  const profiles = useRead(() => api.profiles.list(), 0).value?.profiles ?? [];
  const open = profiles.find(({ isOpen }) => isOpen);
  if (!open) return null;
  return (
    <>
      {profiles.length > 1 && (
        <Paragraph data-profile-open={open.number}>{t('whose', { name: nameOf(open) })}</Paragraph>
      )}
      {open.unsent !== null && open.unsent > 0 && (
        <Paragraph>{t('waits_locked', { count: open.unsent })}</Paragraph>
      )}
    </>
  );
}
