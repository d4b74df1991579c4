import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { StorageBanner } from '../../components/storage-banner';
import { useApp } from '../../stores/app-store';
import type { Session } from './use-session';

/**
 * Nothing more is taken in until what stands on the screen is on the disk. When it is something else that could not be
 * saved, the alert of the other screens stands here; never both.
 */
export function StorageAlert({ session }: { session: Session }) {
  const { t } = useTranslation('batch');
  const { failure, active } = session.state;
  const email = useApp((state) => state.organisation?.supportEmail ?? '');
  if (!failure) return <StorageBanner />;
  const remedy = failure === 'gone' ? t('storage.gone') : t(`problems:storage.${failure}`);

  async function retry(): Promise<void> {
    if (!(await session.actions.retry())) return;
    session.say(t('storage.saved_again'));
    session.actions.activate(active);
  }

  return (
    <Alert data-color="danger" role="alert" className="storage-alert">
      <Paragraph>
        <strong>{t('storage.heading')}</strong> {remedy} {t('storage.kept_here')}{' '}
        {t('problems:storage_support', { email, code: failure })}
      </Paragraph>
      <Button data-size="sm" onMouseDown={keepFocus} onClick={() => session.keys.run(retry)}>
        {t('storage.retry')}
      </Button>
    </Alert>
  );
}

/** A click leaves the focus in the cell that is to be saved. */
function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
