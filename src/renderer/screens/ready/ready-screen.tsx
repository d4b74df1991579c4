import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import {
  CheckmarkCircleFillIcon,
  ExclamationmarkTriangleFillIcon,
  InformationSquareFillIcon,
} from '@navikt/aksel-icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { judgeReadiness, type ReadyFix, type ReadyLine } from '../../../shared/rules/judge-readiness';
import { momentText } from '../../../shared/rules/status-text';
import { api } from '../../api/client';
import { Page } from '../../components/page';
import { SignInDialog } from '../../components/sign-in-dialog';
import { useRead } from '../../components/use-read';
import { goTo } from '../../routes';
import { useApp, useVersionOf } from '../../stores/app-store';

/** A network may come and a disk may fill up while somebody looks at the screen. */
const lookAgainMs = 10_000;

const icons = {
  ok: CheckmarkCircleFillIcon,
  missing: ExclamationmarkTriangleFillIcon,
  note: InformationSquareFillIcon,
};

/** Before she leaves the office: whether this computer can do without a network, and what to do if not. */
export function ReadyScreen() {
  const { t } = useTranslation('ready');
  const changed = useVersionOf('outbox', 'conflicts', 'runs', 'peer_mentors', 'activity_types');
  const status = useApp((state) => state.status);
  const language = useApp((state) => state.language);
  const facts = useRead(() => api.ready.facts(), useLookAgain(changed, status));
  const [signingIn, setSigningIn] = useState(false);
  if (!facts.value) {
    return (
      <Page heading={t('heading')}>
        <Paragraph role="status">{t(facts.failed ? 'common:read_failed' : 'common:loading')}</Paragraph>
      </Page>
    );
  }
  const { ready, lines } = judgeReadiness(facts.value);
  const missing = lines.filter(({ state }) => state === 'missing').length;
  const since = facts.value.lastSyncedAt;
  const when = since === null ? '' : momentText(since, language, facts.value.now);
  return (
    <Page heading={t('heading')}>
      <div className="stack narrow">
        <div role="status">
          <Alert data-color={ready ? 'success' : 'warning'}>
            <Heading level={2} data-size="xs">
              {ready ? t('ready') : t('not_ready', { count: missing })}
            </Heading>
            <Paragraph>{t(ready ? 'ready_why' : 'not_ready_why')}</Paragraph>
          </Alert>
        </div>
        <ul className="plain-list">
          {mostUrgentFirst(lines).map((line) => (
            <Line key={line.check} line={line} when={when} onSignIn={() => setSigningIn(true)} />
          ))}
        </ul>
      </div>
      <SignInDialog open={signingIn} onClose={() => setSigningIn(false)} />
    </Page>
  );
}

const urgency = ['missing', 'note', 'ok'];

function mostUrgentFirst(lines: ReadyLine[]): ReadyLine[] {
  return [...lines].sort((one, other) => urgency.indexOf(one.state) - urgency.indexOf(other.state));
}

function Line({ line, when, onSignIn }: { line: ReadyLine; when: string; onSignIn: () => void }) {
  const { t } = useTranslation('ready');
  const { check, state, sentence, count, fix } = line;
  const Icon = icons[state];
  return (
    <li className="item ready-line" data-check={check} data-state={state}>
      <Paragraph>
        <Icon aria-hidden="true" />
        <strong>{t(`check.${check}`)}:</strong>{' '}
        <span className={state === 'missing' ? '' : 'ds-sr-only'}>{t(`state.${state}`)}. </span>
        {t(`${check}.${sentence}`, { count, when })}
      </Paragraph>
      <Fix fix={fix} check={t(`check.${check}`)} onSignIn={onSignIn} />
    </li>
  );
}

type FixProps = { fix: ReadyFix; check: string; onSignIn: () => void };

function Fix({ fix, check, onSignIn }: FixProps) {
  const { t } = useTranslation('ready');
  const [asked, setAsked] = useState(false);
  if (fix === null) return null;
  if (fix === 'connect') return <Paragraph>{t('fix.connect')}</Paragraph>;
  const act = {
    sync: async () => {
      setAsked(true);
      await api.sync.now();
      setAsked(false);
    },
    resume: () => api.sync.pause({ until: null }),
    open_attention: () => goTo('attention'),
    open_session: () => goTo('batch'),
    sign_in: onSignIn,
  }[fix];
  return (
    <div className="actions">
      <Button
        data-size="sm"
        variant="secondary"
        loading={asked}
        disabled={asked}
        aria-label={t('fix.of', { fix: t(`fix.${fix}`), check })}
        onClick={() => void act()}
      >
        {t(`fix.${fix}`)}
      </Button>
    </div>
  );
}

/** Grows while the screen stands, and whenever something that it shows may have changed. */
function useLookAgain(...causes: unknown[]): number {
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTimes((before) => before + 1), lookAgainMs);
    return () => clearInterval(timer);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them is a reason to look again
  useEffect(() => setTimes((before) => before + 1), causes);
  return times;
}
