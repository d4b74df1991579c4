import { app, clipboard } from 'electron';
import type { LiveEvent } from '../../shared/contracts/ipc';
import type { Status } from '../../shared/contracts/status';
import type { Autostart } from '../autostart/autostart';
import { acceptPages } from '../ipc/accept-page';
import { createLiveHub, type LiveHub } from '../ipc/live-hub';
import type { IpcRooms } from '../ipc/procedure';
import type { Log } from '../log/log';
import type { Settings } from '../settings/settings';
import type { MainWindow } from '../window/main-window';
import type { Popover } from '../window/popover';
import { printWindow } from '../window/print-window';
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
  popover: Popover;
  settings: Settings;
  status(): Status;
  onLanguage(): void;
  onSending(): void;
  show(to: 'batch' | 'attention' | 'sync' | null): void;
  quit(): void;
  autostart: Autostart;
  log: Log;
};

/** What the status at the tray may ask for: nothing that tells of a person. */
const glanceCalls = new Set([
  'app.boot',
  'app.live',
  'app.show',
  'sync.status',
  'sync.glance',
  'sync.notices',
  'sync.now',
]);

/** Answers our pages, and tells them what happens. `hangUp`: before they are loaded anew for another profile. */
export function setUpIpc(build: Build, ports: IpcPorts): { live: LiveHub; hangUp(): void } {
  const { profiles, settings, log } = ports;
  const { lifecycle } = profiles;
  const standing = (): LiveEvent[] => [
    { kind: 'boot', boot: lifecycle.state() },
    { kind: 'status', status: ports.status() },
  ];
  const live = createLiveHub(standing);
  const glance = createLiveHub(standing);
  const rooms: IpcRooms = {
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
      show: ports.show,
      quit: ports.quit,
      print: () => printWindow(ports.window.contents()),
    }),
    computer: computerCalls({
      ...ports,
      engine: () => lifecycle.work()?.engine,
      lockable: lifecycle.isLockable,
      lock: profiles.lock,
      copy: (text) => clipboard.writeText(text),
    }),
    profiles: profileCalls(build, profiles),
    support: supportCalls({ ...ports, lifecycle }),
    session: signInCalls(ports),
  };
  const hangUp = acceptPages({
    pages: [
      { contents: ports.window.contents, rooms, allowed: null },
      { contents: ports.popover.contents, rooms: { ...rooms, live: glance }, allowed: glanceCalls },
    ],
    origin: build.origin,
    log,
  });
  const held = holdNotices(live, ports.window.isSeen);
  const both: LiveHub = {
    ...held,
    publish(event) {
      held.publish(event);
      // Where to go is for the window.
      if (event.kind !== 'go') glance.publish(event);
    },
  };
  return { live: both, hangUp };
}
