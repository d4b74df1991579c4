import { app } from 'electron';
import type { Status } from '../../shared/contracts/status';
import type { Autostart } from '../autostart/autostart';
import { acceptPage } from '../ipc/accept-page';
import { createLiveHub, type LiveHub } from '../ipc/live-hub';
import type { Log } from '../log/log';
import type { Settings } from '../settings/settings';
import type { MainWindow } from '../window/main-window';
import { appCalls } from './app-calls';
import { computerCalls } from './computer-calls';
import type { Lifecycle } from './create-lifecycle';
import { holdNotices } from './hold-notices';
import type { Build } from './read-build';
import { applyTheme } from './set-up-process';
import { signInCalls } from './sign-in-calls';
import type { Work } from './start-work';
import { supportCalls } from './support-calls';

export type IpcPorts = {
  lifecycle: Lifecycle<Work>;
  window: MainWindow;
  settings: Settings;
  status(): Status;
  onLanguage(): void;
  onSending(): void;
  quit(): void;
  autostart: Autostart;
  log: Log;
};

/** Answers the window's page, and tells it what happens. */
export function setUpIpc(build: Build, ports: IpcPorts): LiveHub {
  const { organisation, origin } = build;
  const { lifecycle, settings, log } = ports;
  const live = createLiveHub(() => [
    { kind: 'boot', boot: lifecycle.state() },
    { kind: 'status', status: ports.status() },
  ]);
  acceptPage({
    rooms: {
      live,
      bootState: () => lifecycle.state(),
      workspace: () => lifecycle.work()?.workspace ?? null,
      app: appCalls({
        bootState: () => lifecycle.state(),
        organisation,
        version: app.getVersion(),
        settings,
        onLanguage: ports.onLanguage,
        onTheme: () => applyTheme(settings),
        quit: ports.quit,
      }),
      computer: computerCalls({ ...ports, engine: () => lifecycle.work()?.engine }),
      support: supportCalls(ports),
      session: signInCalls(build, ports),
    },
    contents: () => ports.window.contents(),
    origin,
    log,
  });
  return holdNotices(live, ports.window.isSeen);
}
