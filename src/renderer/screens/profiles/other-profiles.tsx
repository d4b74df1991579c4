import { Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useRead } from '../../components/use-read';
import { NewProfile } from './new-profile';
import { ProfileList } from './profile-list';
import { RemoveProfile } from './remove-profile';

/**
 * The way past a screen that asks for somebody: to the profile of another, or to a new one. `removable`: nobody is signed
 * in to this one, which can go where there are others.
 */
export function OtherProfiles({ removable = false }: { removable?: boolean }) {
  const { t } = useTranslation('profiles');
  const read = useRead(() => api.profiles.list(), 0).value;
  if (!read) return null;
  const open = read.profiles.find(({ isOpen }) => isOpen);
  const others = read.profiles.filter(({ isOpen }) => !isOpen);
  return (
    <section className="stack" aria-labelledby="profiles-heading">
      <Heading level={2} data-size="2xs" id="profiles-heading">
        {t(others.length > 0 ? 'others' : 'another')}
      </Heading>
      {others.length > 0 && <ProfileList profiles={others} />}
      <NewProfile organisations={read.organisations} />
      {open && removable && others.length > 0 && <RemoveProfile profile={open} />}
    </section>
  );
}
