import { Button } from '@digdir/designsystemet-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Status } from '../../shared/contracts/status';
import { statusText } from '../../shared/rules/status-text';
import { goTo, routes } from '../routes';
import { useApp } from '../stores/app-store';
import { Announced } from './announced';
import { SignInDialog } from './sign-in-dialog';
import { StatusIcon } from './status-icon';

const tickMs = 30_000;
/** What the button beside the sentence says, by the screen it leads to. */
const words = {
  batch: 'status_bar.to_session',
  attention: 'notices.look',
  sync: 'status_bar.details',
} as const;

/** The same sentence as the tray, always in sight. */
export function StatusBar() {
  const { t } = useTranslation();
  const status = useApp((state) => state.status);
  return (
    <section className="status-bar" aria-label={t('status_bar.label')}>
      <StatusLine />
      {status && <StatusAction status={status} />}
    </section>
  );
}

/** `live` where changes are to be spoken: once in the window. */
export function StatusLine({ live = true }: { live?: boolean }) {
  const status = useApp((state) => state.status);
  const language = useApp((state) => state.language);
  const nowMs = useNow();
  const text = status ? statusText(status, language, nowMs) : '';
  return (
    <>
      <p className="status-line" data-status={status?.kind}>
        {status && <StatusIcon kind={status.kind} />}
        {status && <span>{text}</span>}
      </p>
      {live && <Announced text={text} />}
    </>
  );
}

function StatusAction({ status }: { status: Status }) {
  const { t } = useTranslation();
  const [signingIn, setSigningIn] = useState(false);
  const [location] = useLocation();
  if (status.kind === 'auth_needed')
    return (
      <>
        <Button variant="secondary" data-size="sm" onClick={() => setSigningIn(true)}>
          {t('status_bar.sign_in')}
        </Button>
        <SignInDialog open={signingIn} onClose={() => setSigningIn(false)} />
      </>
    );
  const toSession = status.kind === 'attention' && status.because === 'drafts';
  const target = toSession ? 'batch' : status.kind === 'attention' ? 'attention' : 'sync';
  if (location === routes[target]) return null;
  return (
    <Button variant={toSession ? 'secondary' : 'tertiary'} data-size="sm" onClick={() => goTo(target)}>
      {t(words[target])}
    </Button>
  );
}

/** The clock for sentences such as "trying again at 14.37". */
function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
