import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../shared/contracts/overview';
import { useNumbers } from './use-numbers';

/** The year in five numbers. */
export function KeyFigures({ figures }: { figures: Overview }) {
  const { t } = useTranslation('overview');
  const { whole, hours, share } = useNumbers();
  const { registrations, counted, minutes, participants, mentors } = figures.total;
  const tiles: [name: string, value: string, beside: string][] = [
    ['registrations', whole(registrations), ''],
    [
      'counted',
      whole(counted),
      registrations > 0 ? t('figure.share', { share: share(counted, registrations) }) : '',
    ],
    ['hours', hours(minutes), ''],
    ['participants', whole(participants), ''],
    ['mentors', whole(mentors), t('figure.with')],
  ];
  return (
    <dl className="key-figures">
      {tiles.map(([name, value, beside]) => (
        <div key={name} data-figure={name}>
          <dt>{t(`figure.${name}`)}</dt>
          <dd>
            <span className="figure">{value}</span>
            {beside && <span className="beside">{beside}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
