import { isNameOwned } from '../session/ask-session-bus';

/**
 * Whether there is a panel that shows tray icons. Electron does not tell, and some desktops on Linux have none; without
 * one of the programs that ask the session bus the answer is no.
 */
export async function hasTrayHost(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  return (await isNameOwned('org.kde.StatusNotifierWatcher')) === 'owned';
}
