import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileLine } from '../../../shared/contracts/profiles';
import { api } from '../../api/client';
import { useProfileName, useUnsentText } from './profile-name';

/** Profiles with what is known of each, and a button to the ones that are not open. */
export function ProfileList({ profiles }: { profiles: ProfileLine[] }) {
  const { t } = useTranslation('profiles');
  const nameOf = useProfileName();
  const unsentText = useUnsentText();
  const [failed, setFailed] = useState(false);
  const severalOrganisations = new Set(profiles.map(({ organisation }) => organisation.slug)).size > 1;

  /** The page is loaded anew for another profile, so that an answer comes only when nothing was opened. */
  async function open(id: ProfileLine['id']) {
    setFailed((await api.profiles.open({ id })).kind !== 'opened');
  }
  return (
    <>
      <ul className="plain-list">
        {profiles.map((profile) => (
          <li key={profile.id} className="item" data-profile={profile.number}>
            <Paragraph>
              <strong>{nameOf(profile)}</strong>
              {severalOrganisations && ` · ${profile.organisation.name}`}
            </Paragraph>
            <Paragraph data-size="sm">{profile.isOpen ? t('open_now') : unsentText(profile)}</Paragraph>
            {!profile.isOpen && (
              <Button variant="secondary" data-size="sm" onClick={() => void open(profile.id)}>
                {t('switch', { name: nameOf(profile) })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p role="status">{failed && t('not_found')}</p>
    </>
  );
}
