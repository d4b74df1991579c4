import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { requiredCells } from '../../../shared/rules/next-cell';
import { sharedColumns } from './columns';
import { useRosterEntries } from './roster-entries';
import { RosterRow } from './roster-row';
import { useRosterKeys } from './use-roster-keys';
import type { Session } from './use-session';

/** The unit's mentors with a tick and minutes each: one event, or one day, in a few keys. */
export function Roster({ session }: { session: Session }) {
  const { t } = useTranslation('batch');
  const entries = useRosterEntries(session);
  const [current, setCurrent] = useState('');
  const onKeyDown = useRosterKeys(session, entries);
  const inTabOrder = entries.find(({ mentor }) => mentor.id === current) ?? entries[0];
  const { header } = session.state;
  const missing = sharedColumns.filter(
    (column) => requiredCells.includes(column) && column !== 'duration' && !header.values[column],
  );
  if (entries.length === 0) return <p className="roster-hint">{t('roster_empty')}</p>;
  return (
    <div className="roster-panel">
      {missing.length > 0 && (
        <p className="roster-hint" id="roster-hint">
          {t('roster_missing', {
            columns: missing.map((column) => t(`column.${column}`).toLowerCase()).join(', '),
          })}
        </p>
      )}
      <div className="roster-scroll">
        <table className="roster" aria-label={t('roster_name')} onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <th scope="col">{t('roster_tick')}</th>
              <th scope="col">{t('column.duration')}</th>
              <th scope="col">{t('notes_column')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <RosterRow
                key={entry.mentor.id}
                session={session}
                entry={entry}
                inTabOrder={entry === inTabOrder}
                onFocus={() => setCurrent(entry.mentor.id)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
