import { Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';

type Props = { open: boolean; ready: number; errors: number; onFinish: () => void; onCancel: () => void };

/** Asked only when some rows have to wait: never all or nothing. */
export function FinishDialog({ open, ready, errors, onFinish, onCancel }: Props) {
  const { t } = useTranslation('batch');
  return (
    <Dialog open={open} onClose={onCancel} closeButton={false} aria-labelledby="finish-heading">
      <Heading id="finish-heading" level={2} data-size="xs">
        {t('finish_dialog.heading', {
          ready: t('finish_dialog.ready', { count: ready }),
          errors: t('finish_dialog.errors', { count: errors }),
        })}
      </Heading>
      <Paragraph>
        {t(ready > 0 ? 'finish_dialog.ask' : 'finish_dialog.none_ready', { count: ready })}
      </Paragraph>
      <div className="dialog-actions">
        {ready > 0 && (
          <Button autoFocus onClick={onFinish}>
            {t('finish_dialog.finish', { count: ready })}
          </Button>
        )}
        <Button variant="secondary" onClick={onCancel}>
          {t('finish_dialog.mend')}
        </Button>
      </div>
    </Dialog>
  );
}
