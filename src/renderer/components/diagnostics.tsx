import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';

/** A file for whoever helps: the main process asks where it goes. */
export function Diagnostics() {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<'saved' | 'cancelled' | 'failed' | null>(null);
  async function save() {
    try {
      setOutcome((await api.support.saveDiagnostics()).kind);
    } catch {
      setOutcome('failed');
    }
  }
  return (
    <div className="stack">
      <Paragraph>{t('diagnostics.why')}</Paragraph>
      <div className="actions">
        <Button variant="secondary" onClick={() => void save()}>
          {t('diagnostics.save')}
        </Button>
      </div>
      <p role="status">{outcome && t(`diagnostics.${outcome}`)}</p>
    </div>
  );
}
