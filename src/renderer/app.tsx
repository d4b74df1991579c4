import { useEffect } from 'react';
import { assertNever } from '../shared/rules/assert-never';
import { statusText } from '../shared/rules/status-text';
import { Shell } from './components/shell';
import { useDress } from './components/use-dress';
import { ClosedScreen } from './screens/sign-in/closed-screen';
import { KeyProblemScreen } from './screens/sign-in/key-problem-screen';
import { PassphraseScreen } from './screens/sign-in/passphrase-screen';
import { RescuingScreen } from './screens/sign-in/rescuing-screen';
import { SignInScreen } from './screens/sign-in/sign-in-screen';
import { StartingScreen } from './screens/sign-in/starting-screen';
import { StorageProblemScreen } from './screens/sign-in/storage-problem-screen';
import { useApp } from './stores/app-store';

export function App() {
  const boot = useApp((state) => state.boot);
  const dressed = useDress();
  useWindowTitle();
  if (!dressed) return <StartingScreen />;
  switch (boot.kind) {
    case 'starting':
      return <StartingScreen />;
    case 'sign_in':
      return <SignInScreen />;
    case 'choose_passphrase':
      return <PassphraseScreen choosing wrong={false} />;
    case 'enter_passphrase':
      return <PassphraseScreen choosing={false} wrong={boot.wrong} />;
    case 'storage_problem':
      return <StorageProblemScreen problem={boot.problem} />;
    case 'key_problem':
      return <KeyProblemScreen problem={boot.problem} />;
    case 'rescuing':
      return <RescuingScreen />;
    case 'ready':
      if (boot.ended === 'account_closed') return <ClosedScreen person={boot.person} />;
      return <Shell person={boot.person} />;
    default:
      return assertNever(boot);
  }
}

/** The name of the app and how sending stands: never a name, a place or a note. */
function useWindowTitle(): void {
  const appName = useApp((state) => state.organisation?.appName ?? 'Feltbok');
  const status = useApp((state) => (state.boot.kind === 'ready' ? state.status : null));
  const language = useApp((state) => state.language);
  useEffect(() => {
    document.title = status ? `${appName} – ${statusText(status, language, Date.now())}` : appName;
  }, [appName, status, language]);
}
