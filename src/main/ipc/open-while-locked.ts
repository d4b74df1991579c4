import type { BootState } from '../../shared/contracts/ipc';

/** What a page may ask before the passphrase is given: enough to give it, to open another profile, and to leave. */
const openWhileLocked: ReadonlySet<string> = new Set([
  'app.boot',
  'app.live',
  'app.show',
  'app.quit',
  'session.usePassphrase',
  'profiles.list',
  'profiles.open',
  'profiles.create',
]);

export function isRefusedByLock(procedure: string, boot: BootState): boolean {
  return boot.kind === 'enter_passphrase' && !openWhileLocked.has(procedure);
}
