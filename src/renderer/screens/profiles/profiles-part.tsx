import { Alert, Button, Heading, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileLine, RenamedProfile } from '../../../shared/contracts/profiles';
import { api } from '../../api/client';
import { useRead } from '../../components/use-read';
import { NewProfile } from './new-profile';
import { ProfileList } from './profile-list';
import { RemoveProfile } from './remove-profile';

/** The profiles of this computer, in the settings of the one that is open. */
export function ProfilesPart() {
  const { t } = useTranslation('profiles');
  const { value, readAgain } = useRead(() => api.profiles.list(), 0);
  if (!value) return null;
  const open = value.profiles.find(({ isOpen }) => isOpen);
  return (
    <section className="stack" aria-labelledby="profiles-heading">
      <Heading level={3} data-size="2xs" id="profiles-heading">
        {t('heading')}
      </Heading>
      <Paragraph>{t('why')}</Paragraph>
      {value.profiles.length > 1 && <Paragraph>{t('only_open')}</Paragraph>}
      <ProfileList profiles={value.profiles} />
      {open && <Rename key={open.label} profile={open} onRenamed={readAgain} />}
      <NewProfile organisations={value.organisations} />
      {open && <RemoveProfile profile={open} />}
    </section>
  );
}

function Rename({ profile, onRenamed }: { profile: ProfileLine; onRenamed: () => void }) {
  const { t } = useTranslation('profiles');
  const [label, setLabel] = useState(profile.label);
  const [result, setResult] = useState<RenamedProfile | null>(null);
  async function rename(event: FormEvent) {
    event.preventDefault();
    const renamed = await api.profiles.rename({ label });
    setResult(renamed);
    if (renamed.kind === 'saved') onRenamed();
  }
  return (
    <form className="stack" onSubmit={(event) => void rename(event)}>
      <Textfield
        label={t('label')}
        description={t('label_hint')}
        autoComplete="off"
        maxLength={30}
        value={label}
        onChange={(event) => setLabel(event.target.value)}
      />
      <Button type="submit" variant="secondary" disabled={label.trim() === profile.label}>
        {t('rename')}
      </Button>
      <div role="status">
        {result?.kind === 'storage_problem' && (
          <Alert data-color="warning">{t(`problems:storage.${result.problem}`)}</Alert>
        )}
      </div>
    </form>
  );
}
