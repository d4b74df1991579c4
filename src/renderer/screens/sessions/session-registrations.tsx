import { Table } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { ActivityLine } from '../../../shared/contracts/ipc';
import type { PastSession } from '../../../shared/contracts/sessions';
import { RecordState } from '../../components/record-state';
import { shownDate } from '../../components/shown-date';
import { useApp } from '../../stores/app-store';
import { openActivity } from '../../stores/opened-store';
import { SessionState } from './session-state';

type Props = { session: PastSession; lines: readonly ActivityLine[] };

/** What was registered in a session, on the screen and on paper. */
export function SessionRegistrations({ session, lines }: Props) {
  const { t } = useTranslation('sessions');
  const language = useApp((state) => state.language);
  const { minutes } = session;
  const facts = [
    [t('column.unit'), session.unitName],
    [t('column.rows'), session.rows],
    [t('column.hours'), t('batch:hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })],
    [t('column.counts'), session.counts],
    [t('lists:status'), <SessionState key="state" session={session} />],
  ] as const;
  return (
    <>
      <dl className="session-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section className="session-rows wide" tabIndex={0} aria-label={t('registrations')}>
        <Table data-color="neutral" data-size="sm" stickyHeader>
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('lists:activities.date')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('lists:activities.mentors')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('lists:activities.type_short')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('lists:activities.duration')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('lists:activities.participants')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('lists:activities.counts')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('lists:status')}</Table.HeaderCell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {lines.map((line) => (
              <Table.Row key={line.id}>
                <Table.HeaderCell scope="row">
                  <button
                    type="button"
                    className="line-open"
                    onClick={() => openActivity(line.id, 'session')}
                  >
                    {shownDate(line.occurredOn)}
                  </button>
                </Table.HeaderCell>
                <Table.Cell>{line.mentorNames.join(', ')}</Table.Cell>
                <Table.Cell>{line.typeLabel[language]}</Table.Cell>
                <Table.Cell>{line.durationMin}</Table.Cell>
                <Table.Cell>{line.participantsCount}</Table.Cell>
                <Table.Cell>
                  {t(line.countable ? 'lists:activities.counts_yes' : 'lists:activities.counts_no')}
                </Table.Cell>
                <Table.Cell>
                  <RecordState state={line.state} />
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </section>
    </>
  );
}
