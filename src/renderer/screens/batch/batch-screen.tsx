import './batch.css';
import './entry-form.css';
import './entry-grid.css';
import './header-line.css';
import './roster.css';
import './summary-strip.css';
import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { Page } from '../../components/page';
import { StorageBanner } from '../../components/storage-banner';
import { useReference } from '../../stores/reference-store';
import { makeIdStock } from './id-stock';
import { OpenSession } from './open-session';
import type { Opened } from './use-session';

/** The entry session: many registrations at a time, from the keyboard, each cell on the disk before the next. */
export function BatchScreen() {
  const { t } = useTranslation('batch');
  const reference = useReference();
  const { opened, failed, open } = useOpened();
  if (opened && reference) return <OpenSession opened={opened} reference={reference} />;
  return (
    <Page heading={t('heading')}>
      <StorageBanner />
      {failed ? (
        <div role="alert">
          <Paragraph>{t('open_failed')}</Paragraph>
          <Button onClick={open}>{t('storage.retry')}</Button>
        </div>
      ) : (
        <Paragraph>{t('opening')}</Paragraph>
      )}
    </Page>
  );
}

function useOpened() {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [failed, setFailed] = useState(false);
  const open = useCallback(() => {
    setFailed(false);
    openNow().then(setOpened, () => setFailed(true));
  }, []);
  useEffect(open, [open]);
  return { opened, failed, open };
}

async function openNow(): Promise<Opened> {
  const session = await api.drafts.open();
  const ids = makeIdStock((input) => api.drafts.newId(input));
  return { session, ids, spareId: await ids.take(), api };
}
