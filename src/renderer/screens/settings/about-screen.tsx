import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Diagnostics } from '../../components/diagnostics';
import { Page } from '../../components/page';
import { useApp } from '../../stores/app-store';

export function AboutScreen() {
  const { t } = useTranslation();
  const app = useApp((state) => state.organisation?.appName);
  return (
    <Page heading={t('about.heading', { app })}>
      <div className="settings-part narrow">
        <AboutText />
      </div>
    </Page>
  );
}

export function AboutText() {
  const { t } = useTranslation();
  const organisation = useApp((state) => state.organisation);
  const version = useApp((state) => state.version);
  const name = organisation?.name;
  return (
    <div className="stack narrow">
      <Paragraph>{t('about.version', { version })}</Paragraph>
      <Paragraph>{t('about.organisation', { name })}</Paragraph>
      <Paragraph>{t('about.privacy', { name })}</Paragraph>
      <Paragraph>{t('about.support', { email: organisation?.supportEmail })}</Paragraph>
      <Diagnostics />
    </div>
  );
}
