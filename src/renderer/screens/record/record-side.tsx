import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { CheckmarkCircleIcon, MinusCircleIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import type { Activity } from '../../../shared/contracts/activity';
import type { RecordState as State } from '../../../shared/contracts/status';
import { api } from '../../api/client';
import { RecordState } from '../../components/record-state';
import { shownDate } from '../../components/shown-date';
import { useRead } from '../../components/use-read';
import { useApp } from '../../stores/app-store';
import { openActivity } from '../../stores/opened-store';

/** How far it has come, whether it counts and why not, and what it may be a double of. */
export function RecordSide({
  activity,
  state,
  version,
}: {
  activity: Activity;
  state: State;
  version: number;
}) {
  const { t } = useTranslation('records');
  return (
    <div className="record-side">
      <section aria-labelledby="record-state" className="record-part">
        <Heading level={2} data-size="xs" id="record-state">
          {t('lists:status')}
        </Heading>
        <RecordState state={state} />
        <Paragraph>{t(`state_why.${state}`)}</Paragraph>
      </section>
      <section aria-labelledby="record-counts" className="record-part">
        <Heading level={2} data-size="xs" id="record-counts">
          {t('lists:activities.counts')}
        </Heading>
        <Counts countable={activity.countable} reasons={activity.countableReasons} />
        <Paragraph data-size="sm">{t('reporting_year', { year: activity.reportingYear })}</Paragraph>
      </section>
      <Doubles id={activity.id} version={version} />
    </div>
  );
}

type CountsProps = { countable: boolean; reasons: readonly string[] };

export function Counts({ countable, reasons }: CountsProps) {
  const { t } = useTranslation('records');
  const Icon = countable ? CheckmarkCircleIcon : MinusCircleIcon;
  return (
    <div className="counts">
      <Paragraph>
        <Icon aria-hidden="true" /> {t(countable ? 'counts_yes' : 'counts_no')}
      </Paragraph>
      {!countable && reasons.length > 0 && (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{t([`reason_why.${reason}`, `batch:reason.${reason}`])}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Other registrations of the same mentor, day and kind; nothing is ever removed because of it. */
function Doubles({ id, version }: { id: string; version: number }) {
  const { t } = useTranslation('records');
  const language = useApp((state) => state.language);
  const lines = useRead(() => api.activities.doubles({ id }), version).value ?? [];
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="record-doubles" className="record-part" data-part="doubles">
      <Heading level={2} data-size="xs" id="record-doubles">
        {t('doubles')}
      </Heading>
      <Paragraph>{t('doubles_why')}</Paragraph>
      <ul>
        {lines.map((line) => (
          <li key={line.id}>
            <button type="button" className="line-open" onClick={() => openActivity(line.id)}>
              {t('double', {
                date: shownDate(line.occurredOn),
                type: line.typeLabel[language],
                minutes: line.durationMin,
              })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
