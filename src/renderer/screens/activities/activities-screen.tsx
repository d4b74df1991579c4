import { Button, Field, Label, Paragraph, Select } from '@digdir/designsystemet-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityLine } from '../../../shared/contracts/ipc';
import { api } from '../../api/client';
import { ListTools } from '../../components/list-tools';
import { Page } from '../../components/page';
import { type Column, RecordGrid } from '../../components/record-grid';
import { RecordState } from '../../components/record-state';
import { shownDate } from '../../components/shown-date';
import { useDelayed } from '../../components/use-delayed';
import { usePages } from '../../components/use-pages';
import { useUndo } from '../../components/use-undo';
import { goTo } from '../../routes';
import { useApp, useVersionOf } from '../../stores/app-store';
import { ActivityDialog, type Done } from './activity-dialog';

const filters = ['all', 'waiting', 'needs_fixing'] as const;
type Filter = (typeof filters)[number];
const searchDelayMs = 200;

export function ActivitiesScreen() {
  const { t } = useTranslation('lists');
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [opened, setOpened] = useState<ActivityLine | null>(null);
  const { sentence, undo, say, clear } = useUndo();
  const settled = useDelayed(search.trim(), searchDelayMs);
  const pages = usePages(
    (page) => api.activities.list({ ...page, state: filter, ...(settled && { search: settled }) }),
    `${filter}:${settled}`,
    useVersionOf('activities', 'outbox', 'conflicts'),
  );
  const columns = useActivityColumns();
  const open = useCallback(
    (line: ActivityLine) => {
      clear();
      setOpened(line);
    },
    [clear],
  );
  const close = (done: Done | null) => {
    if (done) say(t(`activities.${done.what}`), done.undo);
    setOpened(null);
  };
  return (
    <Page
      heading={t('activities.heading')}
      actions={<Button onClick={() => goTo('batch')}>{t('common:nav.batch')}</Button>}
    >
      <ListTools
        search={search}
        onSearch={setSearch}
        hint={t('activities.search_hint')}
        total={pages.total}
        said={sentence}
        onUndo={undo}
      >
        <FilterChoice filter={filter} onFilter={setFilter} />
      </ListTools>
      <RecordGrid
        name={t('activities.heading')}
        pages={pages}
        columns={columns}
        empty={<Empty searching={settled !== ''} filter={filter} />}
        onOpen={open}
      />
      <ActivityDialog line={opened} onClose={close} />
    </Page>
  );
}

function FilterChoice({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const { t } = useTranslation('lists');
  return (
    <Field>
      <Label>{t('activities.filter')}</Label>
      <Select value={filter} onChange={(event) => onFilter(event.target.value as Filter)}>
        {filters.map((each) => (
          <Select.Option key={each} value={each}>
            {t(`activities.${each}`)}
          </Select.Option>
        ))}
      </Select>
    </Field>
  );
}

function Empty({ searching, filter }: { searching: boolean; filter: Filter }) {
  const { t } = useTranslation('lists');
  if (searching) return <Paragraph>{t('activities.empty_search')}</Paragraph>;
  if (filter !== 'all') return <Paragraph>{t(`activities.empty_${filter}`)}</Paragraph>;
  return (
    <>
      <Paragraph>{t('activities.empty')}</Paragraph>
      <Paragraph>{t('activities.empty_hint')}</Paragraph>
    </>
  );
}

function useActivityColumns(): Column<ActivityLine>[] {
  const { t } = useTranslation('lists');
  const language = useApp((state) => state.language);
  return useMemo(
    () => [
      {
        key: 'date',
        heading: t('activities.date'),
        width: '7rem',
        cell: (line) => shownDate(line.occurredOn),
      },
      {
        key: 'mentors',
        heading: t('activities.mentors'),
        width: 'minmax(8.75rem, 2fr)',
        cell: (line) => line.mentorNames.join(', '),
      },
      {
        key: 'type',
        heading: t('activities.type_short'),
        width: 'minmax(7.5rem, 2fr)',
        cell: (line) => line.typeLabel[language],
      },
      { key: 'unit', heading: t('unit'), width: 'minmax(7.5rem, 2fr)', cell: (line) => line.unitName },
      {
        key: 'duration',
        heading: t('activities.duration'),
        width: '5.25rem',
        number: true,
        cell: (line) => line.durationMin,
      },
      {
        key: 'participants',
        heading: t('activities.participants'),
        width: '6.25rem',
        number: true,
        cell: (line) => line.participantsCount,
      },
      {
        key: 'counts',
        heading: t('activities.counts'),
        width: '5.75rem',
        cell: (line) => t(line.countable ? 'activities.counts_yes' : 'activities.counts_no'),
      },
      {
        key: 'state',
        heading: t('status'),
        width: '8.5rem',
        cell: (line) => <RecordState state={line.state} />,
      },
    ],
    [t, language],
  );
}
