import type { Calls } from '../ipc/calls';
import type { MainWindow } from '../window/main-window';
import type { Profiles } from './create-profiles';
import type { Life } from './open-life';
import type { Work } from './start-work';

type SignInPorts = { profiles: Profiles<Work, Life>; window: MainWindow };

/** What the page may ask of the sign-in. */
export function signInCalls({ profiles, window }: SignInPorts): Calls<'session'> {
  const { lifecycle } = profiles;
  return {
    signIn: (input) => lifecycle.signIn(input),
    async signInWithProvider() {
      const { browser } = profiles.current();
      if (!browser) return { kind: 'provider_unreachable' };
      const result = await browser.start();
      // She may be in the browser still: it goes on here.
      window.show();
      return result;
    },
    cancelSignIn() {
      profiles.current().browser?.cancel();
      return {};
    },
    usePassphrase: ({ passphrase }) => lifecycle.unlock(passphrase),
    signOut: ({ consent }) => lifecycle.session.signOut(consent),
  };
}
