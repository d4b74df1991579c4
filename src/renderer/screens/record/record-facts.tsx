import { useTranslation } from 'react-i18next';
import type { Activity } from '../../../shared/contracts/activity';
import type { Json } from '../../../shared/contracts/primitives';
import { openMentor } from '../../stores/opened-store';
import { useReference } from '../../stores/reference-store';
import { useFieldValue } from '../sync/use-field-value';

const plain = [
  'occurredOn',
  'activityTypeId',
  'unitId',
  'mode',
  'setting',
  'durationMin',
  'participantsCount',
  'newParticipants',
] as const;
const after = ['contactId', 'municipalityCode', 'travelKm', 'tollNok', 'outlayNok', 'note'] as const;

/** Everything that the registration says; what nobody filled in is named too, so that she sees that it can be. */
export function RecordFacts({ activity }: { activity: Activity }) {
  const { t } = useTranslation('sync');
  const shown = useFieldValue();
  const fact = (field: (typeof plain)[number] | (typeof after)[number]) => (
    <div key={field} className="fact">
      <dt>{t(`field.${field}`)}</dt>
      <dd>{shown(field, activity[field] as Json)}</dd>
    </div>
  );
  return (
    <dl className="facts">
      {plain.map(fact)}
      <div className="fact">
        <dt>{t('field.mentors')}</dt>
        <dd>
          <MentorLinks activity={activity} />
        </dd>
      </div>
      {after.map(fact)}
    </dl>
  );
}

function MentorLinks({ activity }: { activity: Activity }) {
  const { t } = useTranslation('records');
  const mentors = useReference()?.mentors ?? [];
  return (
    <ul className="mentor-links">
      {activity.mentors.map(({ peerMentorId, role }) => (
        <li key={peerMentorId}>
          <button type="button" className="line-open" onClick={() => openMentor(peerMentorId, 'record')}>
            {mentors.find(({ id }) => id === peerMentorId)?.displayName ?? '?'}
          </button>
          {activity.mentors.length > 1 && ` (${t(`role.${role}`)})`}
        </li>
      ))}
    </ul>
  );
}
