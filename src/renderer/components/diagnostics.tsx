import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedFile } from '../../shared/contracts/saved-file';
import { api } from '../api/client';
import { notSaved } from './not-saved';

/** A file for whoever helps: the main process asks where it goes. */
export function Diagnostics() {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<SavedFile | null>(null);
  async function save() {
    try {
      setOutcome(await api.support.saveDiagnostics());
    } catch {
      setOutcome(notSaved);
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
      <p role="status">
        {outcome?.kind === 'failed' && t(`not_saved.${outcome.why}`)}
        {outcome && outcome.kind !== 'failed' && t(`diagnostics.${outcome.kind}`)}
      </p>
    </div>
  );
}
