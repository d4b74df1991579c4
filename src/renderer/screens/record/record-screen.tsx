import './record.css';
import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { ArrowLeftIcon } from '@navikt/aksel-icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Activity } from '../../../shared/contracts/activity';
import { api } from '../../api/client';
import { Page } from '../../components/page';
import { shownDate } from '../../components/shown-date';
import { useRead } from '../../components/use-read';
import { goTo } from '../../routes';
import { useVersionOf } from '../../stores/app-store';
import { leaveRecord, useOpened } from '../../stores/opened-store';
import { OpenRecord } from './open-record';

/** One registration: what it says, how far it has come, and what was done with it. Its id lies in a store. */
export function RecordScreen() {
  const { t } = useTranslation('records');
  const id = useOpened((state) => state.activityId);
  useEffect(() => {
    if (id === null) goTo('activities');
  }, [id]);
  useEscape();
  if (id === null) return <Page heading={t('record')}>{null}</Page>;
  return <Read key={id} id={id} />;
}

function Read({ id }: { id: string }) {
  const { t } = useTranslation('records');
  const version = useVersionOf('activities', 'peer_mentors', 'outbox', 'conflicts');
  const { value, failed, readAgain } = useRead(() => api.activities.get({ id }), version);
  const activity = value?.activity ?? null;
  return (
    <Page heading={headingOf(activity)} beside={<Back />}>
      {failed && (
        <Alert data-color="info">
          <Paragraph>{t('common:read_failed')}</Paragraph>
          <Button variant="secondary" onClick={readAgain}>
            {t('common:try_again')}
          </Button>
        </Alert>
      )}
      {value && !activity && <Alert data-color="info">{t('record_gone')}</Alert>}
      {value && <OpenRecord id={id} activity={activity} state={value.state} version={version} />}
    </Page>
  );

  function headingOf(known: Activity | null): string {
    return known ? t('lists:activities.details', { date: shownDate(known.occurredOn) }) : t('record');
  }
}

function Back() {
  const { t } = useTranslation('records');
  const from = useOpened((state) => state.from);
  return (
    <Button variant="tertiary" className="back" onClick={leaveRecord}>
      <ArrowLeftIcon aria-hidden="true" />
      {t(`back.${from}`)}
    </Button>
  );
}

/** Escape goes back, unless something that stands open answers it first. */
function useEscape(): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.querySelector('dialog[open], [data-editing]')) return;
      leaveRecord();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
