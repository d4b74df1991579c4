import { app, powerMonitor } from 'electron';
import type { BootState, LiveEvent } from '../shared/contracts/ipc';
import type { Status } from '../shared/contracts/status';
import type { Autostart } from './autostart/autostart';
import { createLifecycle, type Lifecycle } from './boot/create-lifecycle';
import { firstStatus } from './boot/first-status';
import { handoverPorts } from './boot/handover-ports';
import { beginAutostart, openAutostart } from './boot/open-autostart';
import { openClient } from './boot/open-client';
import { openStorage } from './boot/open-storage';
import { readBuild } from './boot/read-build';
import { isLoopback } from './boot/read-organisation';
import { setUpIpc } from './boot/set-up-ipc';
import { setUpNotifications } from './boot/set-up-notifications';
import { setUpPokes } from './boot/set-up-pokes';
import { applyTheme, setUpProcess, setUpSandbox } from './boot/set-up-process';
import { setUpSchedule } from './boot/set-up-schedule';
import { setUpTray } from './boot/set-up-tray';
import { setUpWindow } from './boot/set-up-window';
import { startHidden, wasStartedHidden } from './boot/start-hidden';
import { startWork, type Work } from './boot/start-work';
import { systemClock, systemRandom } from './boot/system-ports';
import { trailPorts } from './boot/trail-ports';
import { osOnline } from './connectivity/os-signal';
import { type ConnectivityWatch, watchConnectivity } from './connectivity/watch-connectivity';
import type { LiveHub } from './ipc/live-hub';
import type { PokeWatch } from './poke/watch-pokes';
import type { Schedule } from './schedule/schedule';
import { openSettings, type Settings } from './settings/settings';
import type { ServerClient } from './sync/server-client';
import { registerAppScheme, serveAppScheme } from './window/app-protocol';
import { askToQuit } from './window/ask-to-quit';
import { guardContents } from './window/guard-contents';
import type { MainWindow } from './window/main-window';

const bootedAt = systemClock.now();
let quitting = false;

const log = setUpProcess();
const isOnlyInstance = app.requestSingleInstanceLock();
if (!isOnlyInstance) app.exit(0);

setUpSandbox();
registerAppScheme();
const build = readBuild();

let settings: Settings;
let autostart: Autostart;
let live: LiveHub;
let window: MainWindow;
let tray: ReturnType<typeof setUpTray>;
let notifications: ReturnType<typeof setUpNotifications>;
let client: ServerClient;
let lifecycle: Lifecycle<Work>;
let connectivity: ConnectivityWatch;
let pokes: PokeWatch;
let schedule: Schedule;
let status: Status = firstStatus({ kind: 'starting' }, 'offline');
if (isOnlyInstance) app.whenReady().then(start);

async function start(): Promise<void> {
  settings = openSettings(app.getPath('userData'));
  applyTheme(settings);
  autostart = openAutostart(build);
  autostart.repair();
  serveAppScheme(build.fileOf('out', 'renderer'));
  guardContents(build.origin, log);
  client = openClient(
    build.baseUrl,
    { access: () => lifecycle.session.access(), refresh: () => lifecycle.session.refresh() },
    () => status.pausedUntil === null,
  );
  lifecycle = await createLife();
  window = setUpWindow(build, {
    settings,
    quitting: () => quitting,
    onFocus: () => void lifecycle.work()?.engine.run('focus'),
    onSeen: () => live.publish({ kind: 'changed', entities: ['notices'] }),
    log,
  });
  tray = setUpTray(build, {
    show: () => window.show(),
    goTo,
    engine: () => lifecycle.work()?.engine,
    status: () => status,
    language: () => settings.get('language'),
    ready: () => lifecycle.state().kind === 'ready',
    quit: () => void quit(),
    nowMs: systemClock.now,
  });
  notifications = setUpNotifications(build, {
    lifecycle,
    window,
    settings,
    status: () => status,
    goTo,
    nowMs: systemClock.now,
  });
  live = setUpIpc(build, {
    lifecycle,
    window,
    settings,
    status: () => status,
    onLanguage: tray.draw,
    onSending: () => pokes.look(),
    autostart,
    quit: () => void quit(),
    log,
  });
  pokes = setUpPokes({ lifecycle, client, settings, status: () => status });
  connectivity = watchNetwork();
  schedule = setUpSchedule(lifecycle, settings, log);
  setUpPower();
  setUpQuitting();
  if (wasStartedHidden()) void startHidden(window, tray.makeAnew);
  else window.show();
  await lifecycle.start();
}

async function createLife(): Promise<Lifecycle<Work>> {
  return createLifecycle<Work>({
    ...(await openStorage(log)),
    client,
    startWork: (database, person) =>
      startWork(database, person, {
        client,
        applyProgram: build.fileOf('out', 'main', 'apply-worker.js'),
        clock: systemClock,
        random: systemRandom,
        previousIsDead: isOnlyInstance,
        bootedAt,
        signedIn: () => lifecycle.session.signedIn(),
        habits: () => settings.get('sending'),
        checkConnectivity: () => connectivity.check(),
        onStatus: drawStatus,
        onChange: (entities) => live.publish({ kind: 'changed', entities }),
        onSynced: () => schedule.register(),
        trail: trailPorts(settings),
        handover: handoverPorts,
        log,
      }),
    nowMs: systemClock.now,
    newId: systemRandom.newId,
    onBoot: followBoot,
    onSession: followSession,
    log,
  });
}

function watchNetwork(): ConnectivityWatch {
  return watchConnectivity({
    osOnline,
    probe: client.probe,
    mayAsk,
    serverOnLoopback: isLoopback(new URL(build.baseUrl).hostname),
    now: systemClock.now,
    after: systemClock.after,
    fraction: systemRandom.fraction,
    onChange(found) {
      const work = lifecycle.work();
      if (work) work.engine.applyConnectivity(found);
      else drawStatus(firstStatus(lifecycle.state(), found));
    },
    onWake() {
      pokes.renew();
      void lifecycle.work()?.engine.run('resume');
    },
  });
}

/** Whether she has paused stands in the database: until it is open, or nobody is signed in, nothing is known. */
function mayAsk(): boolean {
  const { kind } = lifecycle.state();
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
  lifecycle.stop();
  tray.remove();
}

function followBoot(boot: BootState): void {
  // Nothing is sent until somebody unlocks: a start that shows nothing would leave it so.
  if (boot.kind === 'enter_passphrase' && wasStartedHidden()) window.showMinimised();
  const work = lifecycle.work();
  if (!work) {
    schedule.cancel();
    drawStatus(firstStatus(boot, connectivity.current()));
  }
  live.publish({ kind: 'boot', boot });
}

function followSession(): void {
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

function goTo(to: Extract<LiveEvent, { kind: 'go' }>['to']): void {
  window.show();
  live.publish({ kind: 'go', to });
}

async function quit(): Promise<void> {
  const mayQuit = await askToQuit({
    appName: build.organisation.appName,
    language: settings.get('language'),
    waiting: () => status.waiting,
    sendFirst: async () => lifecycle.work()?.engine.run('now'),
  });
  if (mayQuit) app.quit();
}
