import './sessions.css';
import { Paragraph } from '@digdir/designsystemet-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PastSession } from '../../../shared/contracts/sessions';
import { api } from '../../api/client';
import type { Column } from '../../components/grid-column';
import { Page } from '../../components/page';
import { RecordGrid } from '../../components/record-grid';
import { usePages } from '../../components/use-pages';
import { useVersionOf } from '../../stores/app-store';
import { openPastSession, usePastSession } from '../../stores/session-store';
import { PastSessionPage } from './past-session-page';
import { SessionState } from './session-state';
import { useWhen } from './use-when';

/** Finished entry sessions, newest first; or the one of them that was opened. */
export function SessionsScreen() {
  const opened = usePastSession(({ id }) => id);
  return opened ? <PastSessionPage key={opened} id={opened} /> : <SessionList />;
}

function SessionList() {
  const { t } = useTranslation('sessions');
  const pages = usePages({
    read: ({ offset, limit }) => api.sessions.list({ offset, limit }),
    question: '',
    version: useVersionOf('activities', 'outbox', 'conflicts'),
  });
  const columns = useColumns();
  return (
    <Page heading={t('heading')}>
      <Paragraph>{t('why')}</Paragraph>
      <RecordGrid
        name={t('heading')}
        pages={pages}
        columns={columns}
        empty={<Paragraph>{t('none')}</Paragraph>}
        onOpen={({ id }) => openPastSession(id)}
      />
    </Page>
  );
}

function useColumns(): Column<PastSession>[] {
  const { t } = useTranslation('sessions');
  const when = useWhen();
  return useMemo(
    () => [
      { key: 'when', heading: t('column.when'), width: 'minmax(11rem, 1fr)', cell: (line) => when(line) },
      { key: 'unit', heading: t('column.unit'), width: 'minmax(8rem, 1fr)', cell: (line) => line.unitName },
      { key: 'rows', heading: t('column.rows'), width: '9rem', number: true, cell: (line) => line.rows },
      {
        key: 'hours',
        heading: t('column.hours'),
        width: '7.5rem',
        number: true,
        cell: ({ minutes }) => t('batch:hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 }),
      },
      {
        key: 'counts',
        heading: t('column.counts'),
        width: '7rem',
        number: true,
        cell: (line) => line.counts,
      },
      {
        key: 'state',
        heading: t('lists:status'),
        width: 'minmax(13rem, 1fr)',
        cell: (line) => <SessionState session={line} />,
      },
    ],
    [t, when],
  );
}
