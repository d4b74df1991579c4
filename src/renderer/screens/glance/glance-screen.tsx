import { Button } from '@digdir/designsystemet-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunLine } from '../../../shared/contracts/ipc';
import type { Status } from '../../../shared/contracts/status';
import { nextAttempt } from '../../../shared/rules/next-attempt';
import { momentText } from '../../../shared/rules/status-text';
import { api } from '../../api/client';
import { StatusLine } from '../../components/status-bar';
import { useRead } from '../../components/use-read';
import { useApp, useVersionOf } from '../../stores/app-store';

/** How sending stands, in a window that is gone with the next click. Counts and moments: anybody may look over her shoulder. */
export function GlanceScreen() {
  const { t } = useTranslation('glance');
  const appName = useApp((state) => state.organisation?.appName ?? '');
  const status = useApp((state) => state.status);
  const isReady = useApp((state) => state.boot.kind === 'ready');
  const needs = status ? status.needsPerson + status.drafts : 0;
  useEffect(() => {
    const closeByKey = ({ key }: KeyboardEvent) => key === 'Escape' && window.close();
    window.addEventListener('keydown', closeByKey);
    return () => window.removeEventListener('keydown', closeByKey);
  }, []);
  return (
    <main className="glance">
      <h1>{appName}</h1>
      <StatusLine />
      {status && isReady && <Facts status={status} />}
      <div className="actions">
        {isReady && <SendNow disabled={status?.pausedUntil !== null} />}
        {isReady && needs > 0 && (
          <Button
            variant="secondary"
            onClick={() => void api.app.show({ to: status?.needsPerson === 0 ? 'batch' : 'attention' })}
          >
            {t('look', { count: needs })}
          </Button>
        )}
        <Button variant="secondary" onClick={() => void api.app.show({ to: null })}>
          {t('open', { appName })}
        </Button>
      </div>
    </main>
  );
}

function Facts({ status }: { status: Status }) {
  const { t } = useTranslation('glance');
  const language = useApp((state) => state.language);
  const glance = useRead(() => api.sync.glance(), useVersionOf('outbox', 'conflicts', 'runs'));
  const nowMs = Date.now();
  const moment = (atMs: number) => momentText(atMs, language, nowMs);
  const { waitingSince = null, lastRun = null, held = null } = glance.value ?? {};
  const next = nextAttempt(status, held, nowMs);
  return (
    <dl className="glance-facts">
      <Fact name={t('waiting')}>
        {status.waiting === 0
          ? t('nothing')
          : waitingSince === null
            ? t('count', { count: status.waiting })
            : t('count_since', { count: status.waiting, since: moment(waitingSince) })}
      </Fact>
      <Fact name={t('needs')}>
        {status.needsPerson + status.drafts === 0
          ? t('nothing')
          : [
              ...(status.needsPerson > 0 ? [t('needs_count', { count: status.needsPerson })] : []),
              ...(status.drafts > 0 ? [t('drafts_count', { count: status.drafts })] : []),
            ].join(', ')}
      </Fact>
      <Fact name={t('next')}>{t(`next_${next.kind}`, 'at' in next ? { time: moment(next.at) } : {})}</Fact>
      <Fact name={t('last')}>
        {lastRun ? <LastRun run={lastRun} when={moment(lastRun.startedAt)} /> : t('never')}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function LastRun({ run, when }: { run: RunLine; when: string }) {
  const { t } = useTranslation('glance');
  const result = run.failure
    ? t(`problems:failure.${run.failure}`)
    : t('moved', { pushed: run.pushed, pulled: run.pulled });
  return (
    <>
      {when}: {result}
    </>
  );
}

function SendNow({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation('sync');
  const [asked, setAsked] = useState(false);
  async function send() {
    setAsked(true);
    await api.sync.now();
    setAsked(false);
  }
  return (
    <Button autoFocus loading={asked} disabled={asked || disabled} onClick={() => void send()}>
      {t('now')}
    </Button>
  );
}
