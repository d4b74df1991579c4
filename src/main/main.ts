import { app, powerMonitor, safeStorage } from 'electron';
import type { BootState, LiveEvent } from '../shared/contracts/ipc';
import type { Status } from '../shared/contracts/status';
import type { Autostart } from './autostart/autostart';
import { createProfiles, type Profiles } from './boot/create-profiles';
import { firstStatus } from './boot/first-status';
import { beginAutostart, openAutostart } from './boot/open-autostart';
import { type Life, type LifePorts, openLife } from './boot/open-life';
import { otherProfiles } from './boot/profile-calls';
import { readBuild } from './boot/read-build';
import { isLoopback } from './boot/read-organisation';
import { setUpIpc } from './boot/set-up-ipc';
import { setUpLocking } from './boot/set-up-locking';
import { setUpNotifications } from './boot/set-up-notifications';
import { setUpPokes } from './boot/set-up-pokes';
import { setUpPopover } from './boot/set-up-popover';
import { applyTheme, setUpIdentity, setUpProcess, setUpSandbox } from './boot/set-up-process';
import { setUpSchedule } from './boot/set-up-schedule';
import { setUpTray } from './boot/set-up-tray';
import { setUpWindow } from './boot/set-up-window';
import { startHidden, wasStartedHidden } from './boot/start-hidden';
import type { Work } from './boot/start-work';
import { systemClock, systemRandom } from './boot/system-ports';
import { osOnline } from './connectivity/os-signal';
import { type ConnectivityWatch, watchConnectivity } from './connectivity/watch-connectivity';
import type { LiveHub } from './ipc/live-hub';
import type { PokeWatch } from './poke/watch-pokes';
import type { Schedule } from './schedule/schedule';
import { type FoundKeyring, findKeyring } from './session/keyring';
import { openProfileList } from './session/profile-list';
import { openSettings, type Settings } from './settings/settings';
import { settingsOf } from './settings/settings-of';
import { registerAppScheme, serveAppScheme } from './window/app-protocol';
import { askToQuit } from './window/ask-to-quit';
import { guardContents } from './window/guard-contents';
import type { MainWindow } from './window/main-window';
import type { Popover } from './window/popover';

const bootedAt = systemClock.now();
let quitting = false;

const log = setUpProcess();
const isOnlyInstance = app.requestSingleInstanceLock();
if (!isOnlyInstance) app.exit(0);

setUpSandbox();
registerAppScheme();
const build = readBuild();
setUpIdentity(build);

let settings: Settings;
let autostart: Autostart;
let live: LiveHub;
let hangUp: () => void;
let window: MainWindow;
let popover: Popover;
let tray: ReturnType<typeof setUpTray>;
let notifications: ReturnType<typeof setUpNotifications>;
let profiles: Profiles<Work, Life>;
let connectivity: ConnectivityWatch;
let pokes: PokeWatch;
let schedule: Schedule;
let status: Status = firstStatus({ kind: 'starting' }, 'offline');
if (isOnlyInstance) app.whenReady().then(start);

async function start(): Promise<void> {
  profiles = createAllProfiles();
  const { lifecycle } = profiles;
  applyTheme(settings);
  autostart = openAutostart(build);
  autostart.repair();
  serveAppScheme(build.fileOf('out', 'renderer'));
  guardContents(build.origin, log);
  window = setUpWindow(build, {
    settings,
    appName,
    quitting: () => quitting,
    onFocus: () => void lifecycle.work()?.engine.run('focus'),
    onSeen: () => live.publish({ kind: 'changed', entities: ['notices'] }),
    log,
  });
  popover = setUpPopover(build, appName);
  tray = setUpTray(build, {
    appName,
    show: () => window.show(),
    showStatus: (anchor) => popover.toggle(anchor),
    goTo,
    engine: () => lifecycle.work()?.engine,
    lock: profiles.lock,
    lockable: lifecycle.isLockable,
    otherProfiles: () => otherProfiles(build, profiles),
    openProfile(id) {
      window.show();
      void profiles.open(id);
    },
    status: () => status,
    language: () => settings.get('language'),
    ready: () => lifecycle.state().kind === 'ready',
    quit: () => void quit(),
    nowMs: systemClock.now,
  });
  notifications = setUpNotifications(build, {
    appName,
    lifecycle,
    window,
    settings,
    status: () => status,
    goTo,
    nowMs: systemClock.now,
  });
  ({ live, hangUp } = setUpIpc(build, {
    profiles,
    window,
    settings,
    status: () => status,
    onLanguage: tray.draw,
    onSending: () => pokes.look(),
    popover,
    show(to) {
      popover.close();
      if (to) goTo(to);
      else window.show();
    },
    autostart,
    quit: () => void quit(),
    log,
  }));
  pokes = setUpPokes({
    lifecycle,
    client: () => profiles.current().client,
    settings,
    status: () => status,
  });
  connectivity = watchNetwork();
  schedule = setUpSchedule(lifecycle, settings, log);
  setUpPower();
  setUpLocking({ settings, lock: profiles.lock });
  setUpQuitting();
  if (wasStartedHidden()) void startHidden(window, tray.makeAnew);
  else window.show();
  await lifecycle.start();
}

function createAllProfiles(): Profiles<Work, Life> {
  const root = app.getPath('userData');
  const computer = openSettings(root);
  const ports: LifePorts = {
    findKeyring: askKeyring,
    settingsIn: (folder) => (folder === root ? computer : openSettings(folder)),
    previousIsDead: isOnlyInstance,
    bootedAt,
    mayGoOn: () => status.pausedUntil === null,
    checkConnectivity: () => connectivity.check(),
    onStatus: drawStatus,
    onChange: (entities) => live.publish({ kind: 'changed', entities }),
    onSynced: () => schedule.register(),
    onBoot: followBoot,
    onSession: followSession,
    log,
  };
  settings = settingsOf(computer, () => profiles.current().settings);
  return createProfiles<Work, Life>({
    list: openProfileList(root),
    make: (profile) => openLife(build, profile, ports),
    newId: systemRandom.newId,
    beforeChange() {
      hangUp();
      popover.close();
    },
    afterChange: wearProfile,
    log,
  });
}

/** What stands around the profile that is open now: its colours, its server, and a page that knows nothing yet. */
function wearProfile(): void {
  schedule.cancel();
  connectivity.stop();
  connectivity = watchNetwork();
  applyTheme(settings);
  drawStatus(firstStatus({ kind: 'starting' }, connectivity.current()));
  window.reload();
}

async function askKeyring(): Promise<FoundKeyring> {
  const found = await findKeyring(safeStorage);
  log('session.keyring', {
    state: found.kind,
    backend: safeStorage.getSelectedStorageBackend?.() ?? 'system',
  });
  return found;
}

const appName = () => profiles.current().organisation.appName;

function watchNetwork(): ConnectivityWatch {
  return watchConnectivity({
    osOnline,
    probe: () => profiles.current().client.probe(),
    mayAsk,
    serverOnLoopback: isLoopback(new URL(build.addressOf(profiles.current().organisation)).hostname),
    now: systemClock.now,
    after: systemClock.after,
    fraction: systemRandom.fraction,
    onChange(found) {
      const work = profiles.lifecycle.work();
      if (work) work.engine.applyConnectivity(found);
      else drawStatus(firstStatus(profiles.lifecycle.state(), found, profiles.current().profile.unsent ?? 0));
    },
    onWake() {
      pokes.renew();
      void profiles.lifecycle.work()?.engine.run('resume');
    },
  });
}

/** Whether she has paused stands in the database: until it is open, or nobody is signed in, nothing is known. */
function mayAsk(): boolean {
  const { kind } = profiles.lifecycle.state();
  return (kind === 'ready' || kind === 'sign_in') && status.pausedUntil === null;
}

function setUpPower(): void {
  powerMonitor.on('resume', () => connectivity.wake());
  powerMonitor.on('unlock-screen', () => connectivity.wake());
}

function setUpQuitting(): void {
  app.on('before-quit', stop);
  // Windows ends the session without asking the app to quit.
  app.on('browser-window-created', (_event, opened) => opened.on('session-end', stop));
  powerMonitor.on('shutdown', () => app.quit());
}

/** Nothing here waits for the network: what is under way is sent again under its ids after the next start. */
function stop(): void {
  if (quitting) return;
  quitting = true;
  connectivity.stop();
  pokes.stop();
  schedule.cancel();
  profiles.stop();
  tray.remove();
}

function followBoot(boot: BootState): void {
  // Nothing is sent until somebody unlocks: a start that shows nothing would leave it so.
  if (boot.kind === 'enter_passphrase' && wasStartedHidden()) window.showMinimised();
  const { lifecycle } = profiles;
  if (lifecycle.database()) profiles.noteUnlocked();
  if (!lifecycle.work()) {
    schedule.cancel();
    drawStatus(firstStatus(boot, connectivity.current(), profiles.current().profile.unsent ?? 0));
  }
  live.publish({ kind: 'boot', boot });
}

function followSession(): void {
  const { lifecycle } = profiles;
  const { engine } = lifecycle.work() ?? {};
  engine?.applyConnectivity(connectivity.current());
  engine?.refreshStatus();
  if (lifecycle.session.signedIn()) {
    schedule.register();
    beginAutostart(autostart, settings);
    void engine?.run('start');
  } else schedule.cancel();
}

function drawStatus(next: Status): void {
  status = next;
  window.drawStatus(status);
  tray.draw();
  notifications.follow(status);
  pokes.look();
  live.publish({ kind: 'status', status });
}

function goTo(to: Extract<LiveEvent, { kind: 'go' }>['to'], row?: string): void {
  window.show();
  live.publish({ kind: 'go', to, ...(row ? { row } : {}) });
}

async function quit(): Promise<void> {
  const mayQuit = await askToQuit({
    appName: appName(),
    language: settings.get('language'),
    waiting: () => status.waiting,
    sendFirst: async () => profiles.lifecycle.work()?.engine.run('now'),
  });
  if (mayQuit) app.quit();
}
