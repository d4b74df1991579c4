import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivitySort } from '../../../shared/contracts/activity-list';
import type { ActivityLine } from '../../../shared/contracts/ipc';
import type { Column } from '../../components/grid-column';
import { RecordState } from '../../components/record-state';
import { shownDate } from '../../components/shown-date';
import { useApp } from '../../stores/app-store';

type ActivityColumn = Column<ActivityLine> & { key: ActivitySort | 'state' };

export function useActivityColumns(): Column<ActivityLine>[] {
  const { t } = useTranslation('lists');
  const language = useApp((state) => state.language);
  return useMemo<ActivityColumn[]>(
    () => [
      {
        key: 'date',
        heading: t('activities.date'),
        width: '6.25rem',
        sorts: true,
        cell: (line) => shownDate(line.occurredOn),
      },
      {
        key: 'mentors',
        heading: t('activities.mentors'),
        width: 'minmax(9rem, 2fr)',
        sorts: true,
        cell: (line) => line.mentorNames.join(', '),
      },
      {
        key: 'type',
        heading: t('activities.type_short'),
        // Here as in the next one the longest words that are usual stand whole, beside the menu at 1280.
        width: 'minmax(8.625rem, 3fr)',
        sorts: true,
        cell: (line) => line.typeLabel[language],
      },
      {
        key: 'unit',
        heading: t('unit'),
        width: 'minmax(8.75rem, 2fr)',
        sorts: true,
        cell: (line) => line.unitName,
      },
      {
        key: 'duration',
        heading: t('activities.duration'),
        width: '5.5rem',
        number: true,
        sorts: true,
        cell: (line) => line.durationMin,
      },
      {
        key: 'participants',
        heading: t('activities.participants'),
        width: '6.5rem',
        number: true,
        sorts: true,
        cell: (line) => line.participantsCount,
      },
      {
        key: 'counts',
        heading: t('activities.counts'),
        width: '5.75rem',
        sorts: true,
        cell: (line) => t(line.countable ? 'activities.counts_yes' : 'activities.counts_no'),
      },
      {
        key: 'state',
        heading: t('status'),
        width: '7.5rem',
        cell: (line) => <RecordState state={line.state} />,
      },
    ],
    [t, language],
  );
}
