import { Button, Field, Heading, Label, Select, Switch } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page';
import { type SignedIn, type Theme, useApp } from '../../stores/app-store';
import { chooseQuiet, chooseTheme } from '../../stores/watch-main';
import { ProfilesPart } from '../profiles/profiles-part';
import { AboutText } from './about-screen';
import { Account } from './account';
import { AutostartChoice } from './autostart-choice';
import { LanguageChoice } from './language-choice';
import { LockChoice } from './lock-choice';
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
        <LockChoice />
        <Heading level={2} data-size="xs">
          {t('settings.help')}
        </Heading>
        <Button variant="secondary" aria-haspopup="dialog" onClick={onHelp}>
          {t('settings.show_keys')}
        </Button>
        <TrailExport />
        <Account person={person} />
        <ProfilesPart />
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
