import './activities.css';
import { Button } from '@digdir/designsystemet-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ActivitySort, mostChosen } from '../../../shared/contracts/activity-list';
import type { ActivityLine } from '../../../shared/contracts/ipc';
import { api } from '../../api/client';
import type { Sorting } from '../../components/grid-column';
import { ListTools } from '../../components/list-tools';
import { Page } from '../../components/page';
import { RecordGrid } from '../../components/record-grid';
import { shownDate } from '../../components/shown-date';
import { SkipToList } from '../../components/skip-links';
import { usePages } from '../../components/use-pages';
import { useSelection } from '../../components/use-selection';
import { useUndo } from '../../components/use-undo';
import { goTo } from '../../routes';
import { useApp, useVersionOf } from '../../stores/app-store';
import { ask, choose, useActivityList } from '../../stores/list-store';
import { openActivity } from '../../stores/opened-store';
import { openPastSession } from '../../stores/session-store';
import { useActivityColumns } from './activity-columns';
import { EmptyList } from './empty-list';
import { MoreFilters, QuickFilters } from './filters';
import { RemoveDialog } from './remove-dialog';
import { SelectionBar } from './selection-bar';
import { useSearch } from './use-search';
import { ViewChoice } from './view-choice';

export function ActivitiesScreen() {
  const { t } = useTranslation('records');
  const { question, allFilters, chosen } = useActivityList();
  const [start] = useState(() => useActivityList.getState());
  const [removing, setRemoving] = useState(false);
  useEffect(() => useActivityList.setState({ comesBack: false }), []);
  const { sentence, undo, say } = useUndo();
  const { search, setSearch } = useSearch();
  const pages = useActivityPages(start.place);
  const selection = useSelection<ActivityLine>({
    chosen,
    onChosen: choose,
    lineAt: pages.lineAt,
    idsIn: async (part) => (await api.activities.ids({ ...question, ...part })).ids,
    most: mostChosen,
    nameOf: (line) =>
      t('choose_line', { date: shownDate(line.occurredOn), who: line.mentorNames.join(', ') }),
    remove: () => setRemoving(true),
  });
  return (
    <Page
      heading={t('lists:activities.heading')}
      beside={
        <>
          <SkipToList />
          <ViewChoice />
        </>
      }
      actions={
        <>
          <Button variant="tertiary" onClick={() => openPastSession(null)}>
            {t('sessions:heading')}
          </Button>
          <Button onClick={() => goTo('batch')}>{t('common:nav.batch')}</Button>
        </>
      }
    >
      <ListTools
        search={search}
        onSearch={setSearch}
        hint={t('lists:activities.search_hint')}
        total={pages.total}
        counted={pages.counted}
        said={sentence}
        onUndo={undo}
        below={allFilters && <MoreFilters />}
        beside={<SelectionBar selection={selection} chosen={chosen} say={say} />}
      >
        <QuickFilters />
      </ListTools>
      <RecordGrid
        name={t('lists:activities.heading')}
        pages={pages}
        columns={useActivityColumns()}
        sorting={useSorting()}
        selection={selection}
        empty={<EmptyList />}
        onOpen={(line) => openActivity(line.id)}
        start={start.place ? { ...start.place, focus: start.comesBack } : undefined}
        onLeave={(place) => useActivityList.setState({ place })}
      />
      <RemoveDialog
        open={removing}
        ids={chosen}
        onClose={() => setRemoving(false)}
        onRemoved={(removed, step) => {
          setRemoving(false);
          choose(new Set());
          say(t('removed', { count: removed }), step);
        }}
      />
    </Page>
  );
}

function useActivityPages(start: { active: number; total: number } | null) {
  const question = useActivityList((state) => state.question);
  const { sort: _sort, ...filter } = question;
  return usePages({
    read: (page) => api.activities.list({ ...question, ...page, counted: false }),
    count: async () => (await api.activities.count(filter)).total,
    question: JSON.stringify(question),
    version: useVersionOf('activities', 'peer_mentors', 'outbox', 'conflicts'),
    start: start ? { index: start.active, total: start.total } : undefined,
  });
}

/** A column sorts upwards first, then downwards; dates the other way about. */
function useSorting(): Sorting {
  const language = useApp((state) => state.language);
  const question = useActivityList((state) => state.question);
  const { by, descending } = question.sort ?? { by: 'date', descending: true };
  return {
    by,
    descending,
    onSort(key) {
      const next = key === by ? !descending : key === 'date';
      const sort = { by: key as ActivitySort, descending: next, language };
      const isUsual = key === 'date' && next;
      const { sort: _before, ...filter } = question;
      ask(isUsual ? filter : { ...filter, sort });
    },
  };
}
