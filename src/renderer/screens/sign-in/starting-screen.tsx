import { Paragraph, Spinner } from '@digdir/designsystemet-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const slowAfterMs = 10_000;

export function StartingScreen() {
  const { t } = useTranslation();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="gate" role="status">
      <Spinner aria-hidden="true" data-size="md" />
      <Paragraph>{t('starting')}</Paragraph>
      {slow && <Paragraph>{t('starting_slow')}</Paragraph>}
    </main>
  );
}
