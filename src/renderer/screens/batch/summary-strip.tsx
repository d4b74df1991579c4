import { Button } from '@digdir/designsystemet-react';
import type { Session } from './use-session';

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** How the session stands, always in sight. */
export function SummaryStrip({ session, onFinish }: { session: Session; onFinish: () => void }) {
  const { t } = session.context;
  const { summary } = session.view;
  const reasons = Object.entries(summary.reasons).map(([reason, count]) =>
    t('reason_count', { count, reason: t(`reason.${reason}`) }),
  );
  return (
    <section className="summary-strip" aria-label={t('summary_name')} data-region="summary">
      <dl className="summary-facts">
        <Fact name={t('summary.rows')} value={String(summary.rows)} />
        <Fact name={t('summary.hours')} value={hoursText(summary.minutes, t)} />
        <Fact name={t('summary.counts')} value={String(summary.counts)} />
        <Fact name={t('summary.does_not_count')} value={String(summary.doesNotCount)} />
        {summary.warnings > 0 && <Fact name={t('summary.warnings')} value={String(summary.warnings)} />}
        <Fact
          name={t('summary.errors')}
          value={String(summary.errors)}
          tone={summary.errors > 0 ? 'error' : undefined}
        />
      </dl>
      <div className="summary-foot">
        <p className="summary-reasons">
          {reasons.length > 0 && t('summary_reasons', { reasons: reasons.join(', ') })}
        </p>
        <p className="summary-saved">
          <SavedAt session={session} />
        </p>
      </div>
      <Button className="summary-finish" data-size="sm" disabled={summary.rows === 0} onClick={onFinish}>
        {t('finish')}
      </Button>
    </section>
  );
}

type FactProps = { name: string; value: string; tone?: 'error' | undefined };

function Fact({ name, value, tone }: FactProps) {
  return (
    <div className="summary-fact" data-tone={tone}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Only what the last answer said: a time when everything shown is on the disk, never a hope. */
function SavedAt({ session }: { session: Session }) {
  const { t } = session.context;
  const { savedAtMs, failure } = session.state;
  if (failure) return t('not_saved');
  if (savedAtMs === null) return t('saves_itself');
  const time = clock.format(savedAtMs);
  return t('saved_at', { time: session.context.language === 'en' ? time : time.replaceAll(':', '.') });
}

function hoursText(minutes: number, t: Session['context']['t']): string {
  return t('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
