import { Alert, Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostRemoved } from '../../../shared/contracts/activity-list';
import { api } from '../../api/client';
import { type SaveFailure, saveText } from '../../components/save-text';

type RemoveDialogProps = {
  open: boolean;
  ids: ReadonlySet<string>;
  onClose: () => void;
  onRemoved: (removed: number, undo: string | undefined) => void;
};

/** Asks once for all that is chosen; they go, and come back, as one step. */
export function RemoveDialog({ open, ids, onClose, onRemoved }: RemoveDialogProps) {
  const { t } = useTranslation('records');
  const heading = t('remove_question', { count: ids.size });
  return (
    <Dialog open={open} onClose={onClose} closeButton={t('common:close')} aria-label={heading}>
      {open && (
        <div className="stack">
          <Heading level={2}>{heading}</Heading>
          <Asking ids={ids} onClose={onClose} onRemoved={onRemoved} />
        </div>
      )}
    </Dialog>
  );
}

function Asking({ ids, onClose, onRemoved }: Omit<RemoveDialogProps, 'open'>) {
  const { t } = useTranslation('records');
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  async function remove() {
    const { removed, result } = await api.activities
      .removeMany({ ids: [...ids] })
      .catch(() => ({ removed: 0, result: { kind: 'interrupted' } as const }));
    if (result.kind === 'saved') onRemoved(removed, result.undo);
    else setFailure(result);
  }
  if (ids.size > mostRemoved)
    return <Alert data-color="info">{t('remove_most', { count: mostRemoved })}</Alert>;
  return (
    <>
      <Paragraph>{t('remove_why')}</Paragraph>
      <div role="status">{failure && <Alert data-color="warning">{saveText(t, failure)}</Alert>}</div>
      <div className="actions">
        <Button autoFocus variant="secondary" onClick={onClose}>
          {t('remove_no', { count: ids.size })}
        </Button>
        <Button data-color="danger" onClick={() => void remove()}>
          {t('remove_yes', { count: ids.size })}
        </Button>
      </div>
    </>
  );
}
