import { askSessionBus, isNameOwned } from './ask-session-bus';

/** `cannot_ask`: nothing on this computer asks its session bus. */
export type SecretService = 'unlocked' | 'locked' | 'gone' | 'cannot_ask';

const service = 'org.freedesktop.secrets';

/**
 * How the desktop's secret service stands, without waking one that does not run, and without the prompt that a locked one
 * would show: Chromium's own question waits for that prompt, and in versions before 42 the whole app with it.
 */
export async function askSecretService(ask = askSessionBus): Promise<SecretService> {
  const owned = await isNameOwned(service, ask);
  if (owned !== 'owned') return owned === 'free' ? 'gone' : 'cannot_ask';
  const locked = await ask({
    to: service,
    path: '/org/freedesktop/secrets/aliases/default',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    words: ['org.freedesktop.Secret.Collection', 'Locked'],
  });
  if (locked.kind !== 'answer') return 'gone';
  return /\btrue\b/.test(locked.text) ? 'locked' : 'unlocked';
}
