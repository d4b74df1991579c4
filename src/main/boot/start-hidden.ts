import { setTimeout as wait } from 'node:timers/promises';
import { app } from 'electron';
import { hiddenSwitch } from '../autostart/start-command';
import { hasTrayHost } from '../tray/find-tray-host';
import type { MainWindow } from '../window/main-window';

const lookAgainMs = 1000;
/** At sign-in the desktop's panel may come after the app; one that takes longer is taken for none. */
const patienceMs = 30_000;

/** By the switch, or on macOS, which knows none there, by its own list. */
export function wasStartedHidden(): boolean {
  if (process.platform === 'darwin') return app.getLoginItemSettings().wasOpenedAtLogin;
  return app.commandLine.hasSwitch(hiddenSwitch);
}

/**
 * Leaves the app in the tray alone. An icon made before the panel was there is never shown by it, so it is made anew;
 * where no panel comes, the window lies minimised, because nothing else would lead to the app.
 */
export async function startHidden(window: MainWindow, makeTrayAnew: () => void): Promise<void> {
  if (await hasTrayHost(process.platform)) return;
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookAgainMs) {
    await wait(lookAgainMs, undefined, { ref: false });
    if (await hasTrayHost(process.platform)) return makeTrayAnew();
  }
  window.showMinimised();
}
