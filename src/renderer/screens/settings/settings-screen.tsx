import {
  Alert,
  Button,
  Field,
  Heading,
  Label,
  Paragraph,
  Select,
  Switch,
} from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { Page } from '../../components/page';
import { goTo } from '../../routes';
import { type SignedIn, type Theme, useApp } from '../../stores/app-store';
import { chooseQuiet, chooseTheme } from '../../stores/watch-main';
import { AboutText } from './about-screen';
import { AutostartChoice } from './autostart-choice';
import { LanguageChoice } from './language-choice';
import { SendingChoice } from './sending-choice';
import { TrailExport } from './trail-export';

export function SettingsScreen({ person, onHelp }: { person: SignedIn; onHelp: () => void }) {
  const { t } = useTranslation();
  const appName = useApp((state) => state.organisation?.appName);
  return (
    <Page heading={t('settings.heading')}>
      <div className="stack narrow">
        <LanguageChoice />
        <ThemeChoice />
        <QuietChoice />
        <Heading level={2} data-size="xs">
          {t('computer.heading')}
        </Heading>
        <AutostartChoice />
        <SendingChoice />
        <Heading level={2} data-size="xs">
          {t('settings.help')}
        </Heading>
        <Button variant="secondary" aria-haspopup="dialog" onClick={onHelp}>
          {t('settings.show_keys')}
        </Button>
        <TrailExport />
        <Account person={person} />
        <Heading level={2} data-size="xs">
          {t('about.heading', { app: appName })}
        </Heading>
        <AboutText />
      </div>
    </Page>
  );
}

function ThemeChoice() {
  const { t } = useTranslation();
  const theme = useApp((state) => state.theme);
  return (
    <Field>
      <Label>{t('settings.theme')}</Label>
      <Select value={theme} onChange={(event) => void chooseTheme(event.target.value as Theme)}>
        {(['auto', 'light', 'dark'] as const).map((each) => (
          <Select.Option key={each} value={each}>
            {t(`settings.${each}`)}
          </Select.Option>
        ))}
      </Select>
    </Field>
  );
}

function QuietChoice() {
  const { t } = useTranslation();
  const quiet = useApp((state) => state.quiet);
  return (
    <Switch
      label={t('settings.quiet')}
      description={t('settings.quiet_hint')}
      checked={quiet}
      onChange={(event) => void chooseQuiet(event.target.checked)}
    />
  );
}

/** Signing out is refused while something is kept only here; then it says what to do first. */
function Account({ person }: { person: SignedIn }) {
  const { t } = useTranslation();
  const [unsent, setUnsent] = useState(0);
  async function signOut() {
    const result = await api.session.signOut();
    setUnsent(result.kind === 'unsent' ? result.count : 0);
  }
  return (
    <>
      <Heading level={2} data-size="xs">
        {t('settings.account')}
      </Heading>
      <Paragraph>{t('settings.signed_in_as', { name: person.name, email: person.email })}</Paragraph>
      <Paragraph>{t('settings.sign_out_why')}</Paragraph>
      <Button variant="secondary" onClick={() => void signOut()}>
        {t('settings.sign_out')}
      </Button>
      <div role="status">
        {unsent > 0 && (
          <Alert data-color="warning">
            <Heading level={3} data-size="2xs">
              {t('settings.unsent_heading')}
            </Heading>
            <Paragraph>{t('settings.unsent', { count: unsent })}</Paragraph>
            <Button variant="secondary" onClick={() => goTo('sync')}>
              {t('settings.to_sending')}
            </Button>
          </Alert>
        )}
      </div>
    </>
  );
}
