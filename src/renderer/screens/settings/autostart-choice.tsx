import { Alert, Switch } from '@digdir/designsystemet-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AutostartState } from '../../../shared/contracts/computer';
import { api } from '../../api/client';

/** Whether the computer starts the app, as the operating system says it; she may have changed it there meanwhile. */
export function AutostartChoice() {
  const { t } = useTranslation();
  const [state, setState] = useState<AutostartState | null>(null);
  const [kept, setKept] = useState(false);
  useEffect(() => {
    const read = () => void api.computer.autostart().then(({ state: now }) => setState(now));
    read();
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, []);

  async function choose(on: boolean) {
    const { state: now } = await api.computer.setAutostart({ on });
    setState(now);
    setKept((now === 'off') === on);
  }

  return (
    <>
      <Switch
        label={t('computer.autostart')}
        description={t('computer.autostart_hint')}
        checked={state !== null && state !== 'off'}
        disabled={state === null}
        onChange={(event) => void choose(event.target.checked)}
      />
      <div role="status">
        {state === 'needs_approval' && <Alert>{t('computer.autostart_needs_approval')}</Alert>}
        {kept && <Alert data-color="warning">{t('computer.autostart_kept')}</Alert>}
      </div>
    </>
  );
}
