import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MentorLine, MentorSort } from '../../../shared/contracts/mentor-activity';
import { api } from '../../api/client';
import type { Column, Sorting } from '../../components/grid-column';
import { RecordState } from '../../components/record-state';
import { shownDate } from '../../components/shown-date';
import { useVersionOf } from '../../stores/app-store';
import { openMentor } from '../../stores/opened-store';
import { usePeople } from '../../stores/people-store';
import { approvalText } from './approval-text';
import { MentorForm } from './mentor-form';
import { PeopleList } from './people-list';
import { useQuiet } from './use-quiet';

export function MentorsScreen() {
  const sort = usePeople((state) => state.mentorSort);
  return (
    <PeopleList
      words="mentors"
      list={(page) => api.peerMentors.list({ ...page, sort })}
      version={useVersionOf('peer_mentors', 'org_units', 'activities', 'outbox', 'conflicts')}
      columns={useMentorColumns()}
      sorting={useSorting()}
      onOpen={(line) => {
        usePeople.setState({ comesBack: true });
        openMentor(line.id);
      }}
      form={({ onSaved, onClose }) => <MentorForm onSaved={onSaved} onClose={onClose} />}
    />
  );
}

/** Names from A; who has been quiet longest, and who has most, first. */
function useSorting(): Sorting {
  const { by, descending } = usePeople((state) => state.mentorSort);
  return {
    by,
    descending,
    onSort(key) {
      const next = key === by ? !descending : key === 'count';
      usePeople.setState(({ mentors }) => ({
        mentorSort: { by: key as MentorSort, descending: next },
        mentors: { ...mentors, place: null },
      }));
    },
  };
}

function useMentorColumns(): Column<MentorLine>[] {
  const { t } = useTranslation('lists');
  const quietSince = useQuiet();
  return useMemo(() => {
    const last = (line: MentorLine) => {
      const quiet = quietSince?.(line) ?? null;
      if (quiet === 'never') return t('records:quiet_never');
      if (quiet) return t('records:quiet_since', { date: shownDate(quiet) });
      return line.lastOn ? shownDate(line.lastOn) : '–';
    };
    return [
      {
        key: 'name',
        heading: t('mentors.name'),
        width: 'minmax(11rem, 2fr)',
        sorts: true,
        cell: (line) => line.displayName,
      },
      { key: 'code', heading: t('mentors.code'), width: '6rem', cell: (line) => line.shortCode },
      { key: 'unit', heading: t('unit'), width: 'minmax(8rem, 1.5fr)', cell: (line) => line.unitName },
      {
        key: 'last',
        heading: t('records:last'),
        width: 'minmax(9.5rem, 1fr)',
        sorts: true,
        cell: last,
      },
      {
        key: 'count',
        heading: t('records:this_year'),
        width: '5.5rem',
        number: true,
        sorts: true,
        cell: (line) => line.count,
      },
      {
        key: 'approval',
        heading: t('mentors.approval'),
        width: 'minmax(9rem, 1fr)',
        cell: (line) => approvalText(t, line),
      },
      {
        key: 'state',
        heading: t('status'),
        width: '8.5rem',
        cell: (line) => <RecordState state={line.state} />,
      },
    ];
  }, [t, quietSince]);
}
