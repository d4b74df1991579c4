import { Paragraph, Spinner } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Gate } from './gate';

/** The database is damaged: says that what was saved is being moved, and that there is nothing to do but wait. */
export function RescuingScreen() {
  const { t } = useTranslation();
  return (
    <Gate heading={t('problems:rescuing_heading')}>
      <Spinner aria-hidden="true" data-size="md" />
      <Paragraph role="status">{t('problems:rescuing')}</Paragraph>
    </Gate>
  );
}
