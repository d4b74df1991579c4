import { Button, Paragraph, Spinner } from '@digdir/designsystemet-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInResult } from '../../../shared/contracts/ipc';
import { api } from '../../api/client';

/** Asks in the browser; answers how it went. */
export async function askInBrowser(): Promise<SignInResult | { kind: 'interrupted' }> {
  try {
    return await api.session.signInWithProvider();
  } catch {
    return { kind: 'interrupted' };
  }
}

/** While the browser has the word. Whoever leaves this has thought better of it. */
export function WaitingForBrowser() {
  const { t } = useTranslation();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    cancel.current?.focus();
    return stopWaiting;
  }, []);
  return (
    <div className="stack">
      <div role="status" className="stack">
        <Spinner aria-hidden="true" data-size="sm" />
        <Paragraph>{t('sign_in.in_browser')}</Paragraph>
        <Paragraph>{t('sign_in.in_browser_again')}</Paragraph>
      </div>
      <Button ref={cancel} variant="secondary" onClick={stopWaiting}>
        {t('sign_in.cancel')}
      </Button>
    </div>
  );
}

function stopWaiting(): void {
  void api.session.cancelSignIn().catch(() => undefined);
}
