import { Switch, Textfield } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SendingHabits } from '../../../shared/contracts/computer';
import { api } from '../../api/client';
import { useRead } from '../../components/use-read';

const officeHours = { from: '07:00', to: '17:00' };

/** When this computer sends by itself: whenever it can, at certain hours, or only when she asks. */
export function SendingChoice() {
  const read = useRead(() => api.computer.sending(), 0).value;
  return read ? <Choices first={read} /> : null;
}

function Choices({ first }: { first: SendingHabits }) {
  const { t } = useTranslation();
  const [habits, setHabits] = useState(first);
  const { hours, metered, onlyWhenAsked } = habits;

  function choose(changes: Partial<SendingHabits>) {
    const next = { ...habits, ...changes };
    setHabits(next);
    // A field that is being emptied holds no time yet; what stood there goes on.
    if (!next.hours || (next.hours.from && next.hours.to)) void api.computer.setSending(next);
  }

  return (
    <>
      <Switch
        label={t('computer.only_when_asked')}
        description={t('computer.only_when_asked_hint')}
        checked={onlyWhenAsked}
        onChange={(event) => choose({ onlyWhenAsked: event.target.checked })}
      />
      <Switch
        label={t('computer.metered')}
        description={t('computer.metered_hint')}
        checked={metered}
        onChange={(event) => choose({ metered: event.target.checked })}
      />
      <Switch
        label={t('computer.only_hours')}
        description={t('computer.only_hours_hint')}
        checked={hours !== null}
        onChange={(event) => choose({ hours: event.target.checked ? officeHours : null })}
      />
      {hours && (
        <div className="actions">
          {(['from', 'to'] as const).map((end) => (
            <Textfield
              key={end}
              type="time"
              label={t(`computer.hours_${end}`)}
              value={hours[end]}
              onChange={(event) => choose({ hours: { ...hours, [end]: event.target.value } })}
            />
          ))}
        </div>
      )}
    </>
  );
}
