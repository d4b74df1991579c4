import type { Language } from '../../shared/contracts/ipc';
import type { Status } from '../../shared/contracts/status';
import { showTray, type TrayIcon } from '../tray/tray';
import { trayView } from '../tray/tray-view';
import type { Build } from './read-build';
import { runTrayAction, type TrayActionPorts } from './run-tray-action';

export type TrayPorts = TrayActionPorts & {
  status(): Status;
  language(): Language;
  /** Whether somebody is at work. */
  ready(): boolean;
};

/** Sentences that name a time of day grow old without a new status. */
const redrawMs = 30_000;

/** The tray's icon, drawn now, each half minute and when asked. */
export function setUpTray(
  { organisation, fileOf }: Build,
  ports: TrayPorts,
): { draw(): void; makeAnew(): void; remove: TrayIcon['remove'] } {
  const tray = showTray(fileOf('resources', 'icons', 'tray'), (action) => runTrayAction(action, ports));
  const draw = () =>
    tray.draw(
      trayView({
        status: ports.status(),
        language: ports.language(),
        appName: organisation.appName,
        ready: ports.ready(),
        nowMs: ports.nowMs(),
      }),
    );
  draw();
  setInterval(draw, redrawMs).unref();
  const makeAnew = () => {
    tray.remove();
    draw();
  };
  return { draw, makeAnew, remove: tray.remove };
}
