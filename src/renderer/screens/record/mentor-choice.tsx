import { Button } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { PeerMentor } from '../../../shared/contracts/peer-mentor';
import { Choice } from './choice';
import type { TypedRecord } from './judge-record';

type MentorChoiceProps = {
  typed: TypedRecord;
  change: (part: Partial<TypedRecord>) => void;
  fault: string | undefined;
  mentors: PeerMentor[];
};

/** Who was responsible, and who was there as well. */
export function MentorChoice({ typed, change, fault, mentors }: MentorChoiceProps) {
  const { t } = useTranslation('records');
  const { responsible, others } = typed;
  const nameOf = (id: string) => mentors.find((mentor) => mentor.id === id)?.displayName ?? '?';
  // One who is not active any more stays where she stands already.
  const choosable = mentors.filter(({ id, active }) => active || id === responsible);
  const addable = choosable.filter(({ id }) => id !== responsible && !others.includes(id));
  return (
    <div className="mentor-choice">
      <Choice
        label={t('role.responsible_label')}
        name="responsible"
        value={responsible}
        options={choosable.map(({ id, displayName }) => [id, displayName])}
        fault={fault}
        onValue={(id) => change({ responsible: id, others: others.filter((other) => other !== id) })}
      />
      {others.length > 0 && (
        <ul className="plain-list">
          {others.map((id) => (
            <li key={id}>
              {nameOf(id)}{' '}
              <Button
                variant="tertiary"
                data-size="sm"
                aria-label={t('with_remove_name', { name: nameOf(id) })}
                onClick={() => change({ others: others.filter((other) => other !== id) })}
              >
                {t('with_remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Choice
        label={t('with_add')}
        value=""
        options={[
          ['', t('lists:choose_unit')],
          ...addable.map((each) => [each.id, each.displayName] as const),
        ]}
        onValue={(id) => id && change({ others: [...others, id] })}
      />
    </div>
  );
}
