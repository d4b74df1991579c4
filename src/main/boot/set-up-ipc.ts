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
import type { Profiles } from './create-profiles';
import { holdNotices } from './hold-notices';
import type { Life } from './open-life';
import { profileCalls } from './profile-calls';
import type { Build } from './read-build';
import { applyTheme } from './set-up-process';
import { signInCalls } from './sign-in-calls';
import type { Work } from './start-work';
import { supportCalls } from './support-calls';

export type IpcPorts = {
  profiles: Profiles<Work, Life>;
  window: MainWindow;
  settings: Settings;
  status(): Status;
  onLanguage(): void;
  onSending(): void;
  quit(): void;
  autostart: Autostart;
  log: Log;
};

/** Answers the window's page, and tells it what happens. `hangUp`: before the page is loaded anew for another profile. */
export function setUpIpc(build: Build, ports: IpcPorts): { live: LiveHub; hangUp(): void } {
  const { profiles, settings, log } = ports;
  const { lifecycle } = profiles;
  const live = createLiveHub(() => [
    { kind: 'boot', boot: lifecycle.state() },
    { kind: 'status', status: ports.status() },
  ]);
  const hangUp = acceptPage({
    rooms: {
      live,
      bootState: () => lifecycle.state(),
      workspace: () => lifecycle.work()?.workspace ?? null,
      app: appCalls({
        bootState: () => lifecycle.state(),
        organisation: () => profiles.current().organisation,
        version: app.getVersion(),
        settings,
        onLanguage: ports.onLanguage,
        onTheme: () => applyTheme(settings),
        quit: ports.quit,
      }),
      computer: computerCalls({ ...ports, engine: () => lifecycle.work()?.engine }),
      profiles: profileCalls(build, profiles),
      support: supportCalls({ ...ports, lifecycle }),
      session: signInCalls(ports),
    },
    contents: () => ports.window.contents(),
    origin: build.origin,
    log,
  });
  return { live: holdNotices(live, ports.window.isSeen), hangUp };
}
