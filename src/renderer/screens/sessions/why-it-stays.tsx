import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { OpenedSession } from '../../../shared/contracts/sessions';
import { goTo } from '../../routes';

/** Why registrations of the session cannot be taken back from here, and what she can do instead. */
export function WhyItStays({ staying }: Pick<OpenedSession, 'staying'>) {
  const { t } = useTranslation('sessions');
  if (!staying) return null;
  const { count, why } = staying;
  return (
    <Alert className="no-print" data-color="info" data-size="sm">
      <Paragraph>{t(`stays.${why}`, { count })}</Paragraph>
      <Paragraph>{t('stays.instead')}</Paragraph>
      <Button variant="tertiary" data-size="sm" onClick={() => goTo('activities')}>
        {t('stays.go')}
      </Button>
    </Alert>
  );
}
