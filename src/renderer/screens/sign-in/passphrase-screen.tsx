import { Alert, Button, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { OtherProfiles } from '../profiles/other-profiles';
import { WhichProfile } from '../profiles/which-profile';
import { Gate } from './gate';

const shortestLength = 12;
type Fault = 'too_short' | 'different' | 'wrong' | null;

/** Where the computer has no keyring, a phrase that only the person knows protects the registrations. */
export function PassphraseScreen({ choosing, wrong }: { choosing: boolean; wrong: boolean }) {
  const { t } = useTranslation();
  const [phrase, setPhrase] = useState('');
  const [again, setAgain] = useState('');
  const [fault, setFault] = useState<Fault>(wrong ? 'wrong' : null);
  const [working, setWorking] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const found = choosing ? faultOf(phrase, again) : null;
    setFault(found);
    if (found || !phrase) return;
    setWorking(true);
    const ok = await unlock(phrase);
    setWorking(false);
    if (!ok) setFault('wrong');
  }

  const sentence = fault && t(`passphrase.${fault}`);
  return (
    <Gate heading={t(choosing ? 'passphrase.choose_heading' : 'passphrase.enter_heading')}>
      <WhichProfile />
      <Paragraph>{t(choosing ? 'passphrase.choose_why' : 'passphrase.enter_why')}</Paragraph>
      {choosing && <Alert data-color="warning">{t('passphrase.choose_warning')}</Alert>}
      <form className="stack" onSubmit={submit} noValidate>
        <Textfield
          autoFocus
          label={t('passphrase.label')}
          description={choosing ? t('passphrase.hint') : undefined}
          type="password"
          autoComplete="off"
          value={phrase}
          onChange={(event) => setPhrase(event.target.value)}
          error={fault !== 'different' && sentence}
        />
        {choosing && (
          <Textfield
            label={t('passphrase.repeat')}
            type="password"
            autoComplete="off"
            value={again}
            onChange={(event) => setAgain(event.target.value)}
            error={fault === 'different' && sentence}
          />
        )}
        <Button type="submit" loading={working} disabled={working}>
          {t(choosing ? 'passphrase.choose' : 'passphrase.enter')}
        </Button>
      </form>
      <OtherProfiles />
    </Gate>
  );
}

function faultOf(phrase: string, again: string): Fault {
  if (phrase.length < shortestLength) return 'too_short';
  return phrase === again ? null : 'different';
}

async function unlock(passphrase: string): Promise<boolean> {
  // Under another name, because it is not a React hook.
  const { usePassphrase: tryPhrase } = api.session;
  try {
    return (await tryPhrase({ passphrase })).ok;
  } catch {
    return false;
  }
}
