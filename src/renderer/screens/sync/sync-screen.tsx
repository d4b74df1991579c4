import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pauseChoices, pauseEnd, untilTold } from '../../../shared/rules/pause-end';
import { momentText } from '../../../shared/rules/status-text';
import { api } from '../../api/client';
import { Page } from '../../components/page';
import { StatusLine } from '../../components/status-bar';
import { useRead } from '../../components/use-read';
import { goTo } from '../../routes';
import { useApp, useVersionOf } from '../../stores/app-store';
import { HandoverPart } from './handover-part';
import { NextLine } from './next-line';
import { QueuePart } from './queue-part';
import { RunsPart } from './runs-part';

const queueLimit = 100;

export function SyncScreen() {
  const { t } = useTranslation('sync');
  const handOver = useApp((state) => state.boot.kind === 'ready' && state.boot.features.handOver);
  const version = useVersionOf('outbox', 'conflicts', 'runs');
  const needs = useApp((state) => state.status?.needsPerson ?? 0);
  const waiting = useRead(() => api.sync.queue({ only: 'waiting', limit: queueLimit }), version);
  const runs = useRead(() => api.sync.runs(), version);
  const parts = [waiting, runs];
  const asks = needs > 0;
  const calm = waiting.value?.total === 0 && !asks;
  return (
    <Page heading={t('heading')}>
      <Now>
        {waiting.value && <Overview waiting={waiting.value.total} needs={needs} />}
        {asks && (
          <Button variant="secondary" onClick={() => goTo('attention')}>
            {t('overview.show_needs')}
          </Button>
        )}
      </Now>
      {parts.some(({ failed }) => failed) && (
        <ReadFailed
          onAgain={() => {
            for (const { readAgain } of parts) readAgain();
          }}
        />
      )}
      {calm && <Paragraph>{t('nothing')}</Paragraph>}
      {waiting.value && <QueuePart queue={waiting.value} />}
      {runs.value && <RunsPart runs={runs.value} />}
      {handOver && <HandoverPart />}
    </Page>
  );
}

/** What waits, what needs the person, and what to do, in that order. */
function Overview({ waiting, needs }: { waiting: number; needs: number }) {
  const { t } = useTranslation('sync');
  if (waiting + needs === 0) return null;
  return (
    <Paragraph>
      {waiting > 0 && <strong>{t('overview.waiting', { count: waiting })} </strong>}
      {needs > 0 && <strong>{t('overview.needs', { count: needs })} </strong>}
      {t(needs > 0 ? 'overview.do_needs' : 'overview.do_waiting')}
    </Paragraph>
  );
}

/** How sending stands, and the things one may want to do about it. */
function Now({ children }: { children: ReactNode }) {
  const { t } = useTranslation('sync');
  const language = useApp((state) => state.language);
  const pausedUntil = useApp((state) => state.status?.pausedUntil ?? null);
  const [asked, setAsked] = useState(false);
  const [checking, setChecking] = useState(false);
  async function sendNow() {
    setAsked(true);
    await api.sync.now();
    setAsked(false);
  }
  async function check() {
    setChecking(true);
    await api.sync.check();
  }
  return (
    <div className="sync-part status-card">
      <StatusLine live={false} />
      <NextLine />
      {children}
      {pausedUntil !== null && (
        <Paragraph>
          {pausedUntil === untilTold
            ? t('paused_until_told')
            : t('paused_until', { time: momentText(pausedUntil, language, Date.now()) })}
        </Paragraph>
      )}
      <div className="actions">
        <Button loading={asked} disabled={asked} onClick={() => void sendNow()}>
          {t('now')}
        </Button>
        {pausedUntil !== null && (
          <Button variant="secondary" onClick={() => void api.sync.pause({ until: null })}>
            {t('resume')}
          </Button>
        )}
        <Button variant="tertiary" onClick={() => void check()}>
          {t('check')}
        </Button>
        <span className="ds-sr-only" role="status">
          {asked && t('now_asked')}
          {checking && t('check_asked')}
        </span>
      </div>
      {pausedUntil === null && (
        <fieldset className="actions" aria-label={t('pause_label')}>
          {pauseChoices.map((choice) => (
            <Button
              key={choice}
              variant="secondary"
              onClick={() => void api.sync.pause({ until: pauseEnd(choice, Date.now()) })}
            >
              {t(`pause_${choice}`)}
            </Button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

function ReadFailed({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert data-color="info" role="status">
      <Paragraph>{t('read_failed')}</Paragraph>
      <Button variant="secondary" onClick={onAgain}>
        {t('try_again')}
      </Button>
    </Alert>
  );
}
