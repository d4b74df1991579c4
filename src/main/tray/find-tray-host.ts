import { askSessionBus } from '../session/ask-session-bus';

/**
 * Whether there is a panel that shows tray icons. Electron does not tell, and some desktops on Linux have none; without
 * one of the programs that ask the session bus the answer is no.
 */
export async function hasTrayHost(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  const owned = await askSessionBus({
    to: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'NameHasOwner',
    words: ['org.kde.StatusNotifierWatcher'],
  });
  return owned.kind === 'answer' && /\btrue\b/.test(owned.text);
}
