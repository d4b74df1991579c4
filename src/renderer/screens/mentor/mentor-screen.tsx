import './mentor.css';
import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { ArrowLeftIcon } from '@navikt/aksel-icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { MentorPage } from '../../../shared/contracts/mentor-activity';
import { api } from '../../api/client';
import { Page } from '../../components/page';
import { RecordState } from '../../components/record-state';
import { shownDate } from '../../components/shown-date';
import { useRead } from '../../components/use-read';
import { goTo } from '../../routes';
import { useApp, useVersionOf } from '../../stores/app-store';
import { ask } from '../../stores/list-store';
import { leaveMentor, useOpened } from '../../stores/opened-store';
import { approvalText } from '../people/approval-text';
import { useQuiet } from '../people/use-quiet';
import { MentorMonths } from './mentor-months';
import { registerFor } from './register-for';

/** One peer mentor: what she has done, and when she was last heard of. Her id lies in a store. */
export function MentorScreen() {
  const { t } = useTranslation('records');
  const id = useOpened((state) => state.mentorId);
  useEffect(() => {
    if (id === null) goTo('mentors');
  }, [id]);
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]'))
        leaveMentor();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  if (id === null) return <Page heading={t('mentor')}>{null}</Page>;
  return <Read key={id} id={id} />;
}

function Read({ id }: { id: string }) {
  const { t } = useTranslation('records');
  const version = useVersionOf('peer_mentors', 'org_units', 'activities', 'outbox', 'conflicts');
  const read = useRead(async () => ({ page: await api.peerMentors.page({ id }) }), version);
  const from = useOpened((state) => state.mentorFrom);
  const page = read.value?.page ?? null;
  const name = page?.mentor.displayName;
  return (
    <Page
      heading={name ?? t('mentor')}
      beside={
        <Button variant="tertiary" className="back" onClick={leaveMentor}>
          <ArrowLeftIcon aria-hidden="true" />
          {t(from === 'record' ? 'back.record' : 'back.mentors')}
        </Button>
      }
      actions={name && <Button onClick={() => void registerFor(id)}>{t('register_for', { name })}</Button>}
    >
      {read.failed && (
        <Alert data-color="info">
          <Paragraph>{t('common:read_failed')}</Paragraph>
          <Button variant="secondary" onClick={read.readAgain}>
            {t('common:try_again')}
          </Button>
        </Alert>
      )}
      {read.value && !page && <Alert data-color="info">{t('problems:not_found')}</Alert>}
      {page && <Known page={page} />}
    </Page>
  );
}

function Known({ page }: { page: MentorPage }) {
  const { t } = useTranslation('records');
  const { mentor } = page;
  return (
    <div className="record">
      <section aria-labelledby="mentor-year" className="record-part">
        <Heading level={2} data-size="xs" id="mentor-year">
          {t('this_year')}
        </Heading>
        <Totals page={page} />
        <MentorMonths months={page.months} />
        <div className="actions">
          <Button
            variant="secondary"
            onClick={() => {
              ask({ mentorId: mentor.id });
              goTo('activities');
            }}
          >
            {t('her_registrations')}
          </Button>
        </div>
      </section>
      <section aria-labelledby="mentor-facts" className="record-part">
        <Heading level={2} data-size="xs" id="mentor-facts">
          {t('about_mentor')}
        </Heading>
        <Facts page={page} />
      </section>
    </div>
  );
}

function Totals({ page }: { page: MentorPage }) {
  const { t } = useTranslation('records');
  const language = useApp((state) => state.language);
  const { count, minutes } = page.mentor;
  const hours = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(minutes / 60);
  const totals = [
    [t('total_count'), String(count)],
    [t('total_counted'), String(page.counted)],
    [t('total_hours'), hours],
  ];
  return (
    <dl className="totals">
      {totals.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Facts({ page }: { page: MentorPage }) {
  const { t } = useTranslation('records');
  const { mentor } = page;
  const quiet = useQuiet()?.(mentor) ?? null;
  const date = (day: string | null) => (day ? shownDate(day) : t('common:none'));
  const facts = [
    [t('last'), mentor.lastOn ? shownDate(mentor.lastOn) : t('quiet_never')],
    [t('lists:mentors.code'), mentor.shortCode || t('common:none')],
    [t('lists:unit'), mentor.unitName],
    [t('lists:mentors.approval'), approvalText(t, mentor)],
    [t('approved_from'), date(mentor.approvedFrom)],
    [t('approved_to'), mentor.approvedTo ? shownDate(mentor.approvedTo) : t('no_end')],
    [t('lists:status'), <RecordState key="state" state={mentor.state} />],
  ] as const;
  return (
    <>
      {quiet && (
        <Paragraph className="quiet">
          {quiet === 'never' ? t('quiet_never_why') : t('quiet_why', { date: shownDate(quiet) })}
        </Paragraph>
      )}
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
