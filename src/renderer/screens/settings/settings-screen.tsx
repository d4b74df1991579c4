import './settings.css';
import { Button, Heading, Paragraph, Switch } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page';
import { type SignedIn, useApp } from '../../stores/app-store';
import { practise } from '../../stores/practice-store';
import { chooseQuiet } from '../../stores/watch-main';
import { ProfilesPart } from '../profiles/profiles-part';
import { AboutText } from './about-screen';
import { Account } from './account';
import { AutostartChoice } from './autostart-choice';
import { LanguageChoice } from './language-choice';
import { LockChoice } from './lock-choice';
import { LookChoice } from './look-choice';
import { SendingChoice } from './sending-choice';
import { TrailExport } from './trail-export';

const parts = [
  'language',
  'look',
  'sending',
  'computer',
  'notifications',
  'privacy',
  'account',
  'help',
  'about',
] as const;
type PartName = (typeof parts)[number];

/** Everything she may choose, part by part, with a list of the parts beside it. */
export function SettingsScreen({ person, onHelp }: { person: SignedIn; onHelp: () => void }) {
  const { t } = useTranslation('settings');
  const name = useApp((state) => state.organisation?.name);
  const content: Record<PartName, ReactNode> = {
    language: <LanguageChoice />,
    look: <LookChoice />,
    sending: <SendingChoice />,
    computer: (
      <>
        <AutostartChoice />
        <LockChoice />
      </>
    ),
    notifications: <QuietChoice />,
    privacy: (
      <>
        <Paragraph>{t('privacy_text', { name })}</Paragraph>
        <TrailExport />
      </>
    ),
    account: (
      <>
        <Account person={person} />
        <ProfilesPart />
      </>
    ),
    help: (
      <>
        <Paragraph>{t('shortcuts')}</Paragraph>
        <div className="actions">
          <Button variant="secondary" aria-haspopup="dialog" onClick={onHelp}>
            {t('common:settings.show_keys')}
          </Button>
          <Button variant="secondary" onClick={() => practise(true)}>
            {t('practice:open')}
          </Button>
        </div>
      </>
    ),
    about: <AboutText />,
  };
  return (
    <Page heading={t('common:settings.heading')}>
      <div className="settings">
        <nav aria-label={t('parts.label')} className="settings-parts">
          <ul>
            {parts.map((part) => (
              <li key={part}>
                <button type="button" className="menu-entry" onClick={() => showPart(part)}>
                  {t(`parts.${part}`)}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        <div className="settings-content">
          {parts.map((part) => (
            <section key={part} className="settings-part" aria-labelledby={`settings-${part}`}>
              <Heading level={2} data-size="xs" id={`settings-${part}`} tabIndex={-1}>
                {t(`parts.${part}`)}
              </Heading>
              {content[part]}
            </section>
          ))}
        </div>
      </div>
    </Page>
  );
}

function showPart(part: PartName): void {
  const heading = document.getElementById(`settings-${part}`);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
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
