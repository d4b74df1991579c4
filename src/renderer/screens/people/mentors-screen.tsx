import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Api, api } from '../../api/client';
import type { Column } from '../../components/grid-column';
import { RecordState } from '../../components/record-state';
import { shownDate } from '../../components/shown-date';
import { useVersionOf } from '../../stores/app-store';
import { MentorForm } from './mentor-form';
import { PeopleList } from './people-list';

type MentorLine = Awaited<ReturnType<Api['peerMentors']['list']>>['lines'][number];

export function MentorsScreen() {
  return (
    <PeopleList
      words="mentors"
      list={(page) => api.peerMentors.list(page)}
      version={useVersionOf('peer_mentors', 'org_units', 'outbox', 'conflicts')}
      columns={useMentorColumns()}
      form={(close) => <MentorForm {...close} />}
    />
  );
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
