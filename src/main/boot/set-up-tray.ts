import type { Language } from '../../shared/contracts/ipc';
import type { Status } from '../../shared/contracts/status';
import { words } from '../../shared/rules/words';
import { createAppMenu } from '../tray/app-menu';
import { showTray, type TrayIcon } from '../tray/tray';
import { type TrayAction, type TrayProfile, trayView } from '../tray/tray-view';
import type { Rectangle } from '../window/place-window';
import type { Build } from './read-build';
import { runTrayAction, type TrayActionPorts } from './run-tray-action';

export type TrayPorts = TrayActionPorts & {
  appName(): string;
  status(): Status;
  language(): Language;
  /** Whether somebody is at work. */
  ready(): boolean;
  lockable(): boolean;
  /** Of this computer, those that are not open. */
  otherProfiles(): TrayProfile[];
};

/** Sentences that name a time of day grow old without a new status. */
const redrawMs = 30_000;

/** The tray's icon and the window's menu, drawn now, each half minute and when asked. */
export function setUpTray(
  { fileOf }: Build,
  ports: TrayPorts,
): { draw(): void; makeAnew(): void; remove: TrayIcon['remove'] } {
  const run = (action: TrayAction, anchor?: Rectangle) => runTrayAction(action, ports, anchor);
  const tray = showTray(fileOf('resources', 'icons', 'tray'), run);
  const menu = createAppMenu(run);
  const draw = () => {
    const language = ports.language();
    const view = trayView({
      status: ports.status(),
      language,
      appName: ports.appName(),
      ready: ports.ready(),
      lockable: ports.lockable(),
      otherProfiles: ports.otherProfiles(),
      nowMs: ports.nowMs(),
    });
    tray.draw(view);
    menu.draw(words(language, 'tray.menu'), view.menu);
  };
  draw();
  setInterval(draw, redrawMs).unref();
  const makeAnew = () => {
    tray.remove();
    draw();
  };
  return { draw, makeAnew, remove: tray.remove };
}
