import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Api, api } from '../../api/client';
import { ListTools } from '../../components/list-tools';
import { Page } from '../../components/page';
import { type Column, RecordGrid } from '../../components/record-grid';
import { RecordState } from '../../components/record-state';
import { shownDate } from '../../components/shown-date';
import { useDelayed } from '../../components/use-delayed';
import { usePages } from '../../components/use-pages';
import { useVersionOf } from '../../stores/app-store';
import { FormDialog } from './form-dialog';
import { MentorForm } from './mentor-form';

type MentorLine = Awaited<ReturnType<Api['peerMentors']['list']>>['lines'][number];
const searchDelayMs = 200;

export function MentorsScreen() {
  const { t } = useTranslation('lists');
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState(false);
  const settled = useDelayed(search.trim(), searchDelayMs);
  const pages = usePages(
    (page) => api.peerMentors.list({ ...page, ...(settled && { search: settled }) }),
    settled,
    useVersionOf('peer_mentors', 'org_units', 'outbox', 'conflicts'),
  );
  const columns = useMentorColumns();
  return (
    <Page
      heading={t('mentors.heading')}
      actions={<Button onClick={() => setAdding(true)}>{t('mentors.add')}</Button>}
    >
      <ListTools
        search={search}
        onSearch={setSearch}
        hint={t('mentors.search_hint')}
        total={pages.total}
        said={added ? t('mentors.added') : null}
      />
      <RecordGrid
        name={t('mentors.heading')}
        pages={pages}
        columns={columns}
        empty={<Paragraph>{t(settled ? 'mentors.empty_search' : 'mentors.empty')}</Paragraph>}
      />
      <FormDialog open={adding} heading={t('mentors.add')} onClose={close(false)}>
        <MentorForm onSaved={close(true)} onClose={close(false)} />
      </FormDialog>
    </Page>
  );

  function close(saved: boolean) {
    return () => {
      setAdding(false);
      setAdded(saved);
    };
  }
}

function useMentorColumns(): Column<MentorLine>[] {
  const { t } = useTranslation('lists');
  return useMemo(() => {
    const approval = (line: MentorLine) => {
      if (!line.active) return t('mentors.inactive');
      if (line.approval === 'proposed') return t('mentors.proposed');
      return line.approvedTo
        ? t('mentors.until', { date: shownDate(line.approvedTo) })
        : t('mentors.approved');
    };
    return [
      {
        key: 'name',
        heading: t('mentors.name'),
        width: 'minmax(12rem, 2fr)',
        cell: (line) => line.displayName,
      },
      { key: 'code', heading: t('mentors.code'), width: '8rem', cell: (line) => line.shortCode },
      { key: 'unit', heading: t('unit'), width: 'minmax(9rem, 1.5fr)', cell: (line) => line.unitName },
      { key: 'approval', heading: t('mentors.approval'), width: 'minmax(12rem, 1fr)', cell: approval },
      {
        key: 'state',
        heading: t('status'),
        width: '12.5rem',
        cell: (line) => <RecordState state={line.state} />,
      },
    ];
  }, [t]);
}
