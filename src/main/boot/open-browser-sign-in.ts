import { net, shell } from 'electron';
import type { Organisation } from '../../shared/contracts/organisation';
import { words } from '../../shared/rules/words';
import type { RedirectWords } from '../session/ask-provider';
import { type BrowserSignIn, createBrowserSignIn } from '../session/browser-sign-in';
import type { Settings } from '../settings/settings';
import type { Lifecycle } from './create-lifecycle';
import { systemClock } from './system-ports';

type Ports = { signIn: Lifecycle<never>['signIn']; settings: Settings };

/** Signing in to one profile through the organisation's identity provider; null where it has none. */
export function openBrowserSignIn(
  organisation: Organisation,
  { signIn, settings }: Ports,
): BrowserSignIn | null {
  const { identityProvider } = organisation;
  if (!identityProvider) return null;
  return createBrowserSignIn(identityProvider, {
    organisation: organisation.slug,
    signIn,
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
