import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../stores/app-store';

/** Nothing can be saved: the one message that may interrupt. */
export function StorageBanner() {
  const { t } = useTranslation();
  const problem = useApp((state) => state.status?.storageProblem ?? null);
  const email = useApp((state) => state.organisation?.supportEmail ?? '');
  if (!problem) return null;
  return (
    <Alert data-color="danger" role="alert">
      <Heading level={2} data-size="xs">
        {t('problems:storage_heading')}
      </Heading>
      <Paragraph>{t(`problems:storage.${problem}`)}</Paragraph>
      <Paragraph>{t('problems:storage_support', { email, code: problem })}</Paragraph>
    </Alert>
  );
}
