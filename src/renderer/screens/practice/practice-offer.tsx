import './practice.css';
import { Button } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../stores/app-store';
import { practise } from '../../stores/practice-store';
import { endPractice } from '../../stores/watch-main';

/** Offers the practice session once everything has been fetched, until it is tried or declined. */
export function PracticeOffer() {
  const { t } = useTranslation('practice');
  const practised = useApp((state) => state.practised);
  const isFetched = useApp((state) => state.status !== null && state.status.firstDownload === null);
  if (practised || !isFetched) return null;
  return (
    <section className="practice-offer" aria-label={t('open')}>
      <p>{t('offer')}</p>
      <Button data-size="sm" onClick={() => practise(true)}>
        {t('start')}
      </Button>
      <Button data-size="sm" variant="tertiary" onClick={() => void endPractice()}>
        {t('decline')}
      </Button>
    </section>
  );
}
