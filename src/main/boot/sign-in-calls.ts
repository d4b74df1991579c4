import { net, shell } from 'electron';
import { words } from '../../shared/rules/words';
import type { Calls } from '../ipc/calls';
import type { RedirectWords } from '../session/ask-provider';
import { createBrowserSignIn } from '../session/browser-sign-in';
import type { Settings } from '../settings/settings';
import type { MainWindow } from '../window/main-window';
import type { Lifecycle } from './create-lifecycle';
import type { Build } from './read-build';
import { systemClock } from './system-ports';

type SignInPorts = {
  lifecycle: Pick<Lifecycle<never>, 'signIn' | 'unlock' | 'session'>;
  window: MainWindow;
  settings: Settings;
};

/** What the page may ask of the sign-in. */
export function signInCalls({ organisation }: Build, ports: SignInPorts): Calls<'session'> {
  const { lifecycle, window, settings } = ports;
  const { identityProvider } = organisation;
  const browser =
    identityProvider &&
    createBrowserSignIn(identityProvider, {
      organisation: organisation.slug,
      signIn: (credentials) => lifecycle.signIn(credentials),
      fetch: (url, { body, ...rest }) =>
        net.fetch(url, {
          ...rest,
          ...(body ? { body: String(body) } : {}),
          redirect: 'error',
          credentials: 'omit',
          cache: 'no-store',
        }),
      openBrowser: (url) => shell.openExternal(url),
      words: () => redirectWords(settings, organisation.appName),
      after: systemClock.after,
    });
  return {
    signIn: (input) => lifecycle.signIn(input),
    async signInWithProvider() {
      if (!browser) return { kind: 'provider_unreachable' };
      const result = await browser.start();
      // She may be in the browser still: it goes on here.
      window.show();
      return result;
    },
    cancelSignIn() {
      browser?.cancel();
      return {};
    },
    usePassphrase: ({ passphrase }) => lifecycle.unlock(passphrase),
    signOut: () => lifecycle.session.signOut(),
  };
}

function redirectWords(settings: Settings, app: string): RedirectWords {
  const language = settings.get('language');
  const page = (name: 'done' | 'cancelled' | 'strange') => ({
    language,
    heading: words(language, `redirect.${name}`),
    text: words(language, `redirect.${name}_text`, { app }),
  });
  return { done: page('done'), cancelled: page('cancelled'), strange: page('strange') };
}
