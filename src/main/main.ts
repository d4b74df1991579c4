import { join } from 'node:path';
import { app, powerMonitor } from 'electron';
import type { BootState } from '../shared/contracts/ipc';
import type { Status } from '../shared/contracts/status';
import { appCalls } from './boot/app-calls';
import { createLifecycle, type Lifecycle } from './boot/create-lifecycle';
import { firstStatus } from './boot/first-status';
import { keepHouse } from './boot/keep-house';
import { openClient } from './boot/open-client';
import { openStorage } from './boot/open-storage';
import { isLoopback, readOrganisation, serverAddress } from './boot/read-organisation';
import { runTrayAction } from './boot/run-tray-action';
import { applyTheme, setUpMenu, setUpProcess, setUpSandbox } from './boot/set-up-process';
import { startWork, type Work } from './boot/start-work';
import { systemClock, systemRandom } from './boot/system-ports';
import { trailPorts } from './boot/trail-ports';
import { osOnline } from './connectivity/os-signal';
import { type ConnectivityWatch, watchConnectivity } from './connectivity/watch-connectivity';
import { acceptPage } from './ipc/accept-page';
import { createLiveHub, type LiveHub } from './ipc/live-hub';
import { createSchedule, type Schedule } from './schedule/schedule';
import { openSettings, type Settings } from './settings/settings';
import type { ServerClient } from './sync/server-client';
import { showTray, type TrayIcon } from './tray/tray';
import { trayView } from './tray/tray-view';
import { registerAppScheme, serveAppScheme } from './window/app-protocol';
import { askToQuit } from './window/ask-to-quit';
import { guardContents } from './window/guard-contents';
import { createMainWindow, type MainWindow } from './window/main-window';
import { pageOrigin } from './window/origins';

/** Sentences that name a time of day grow old without a new status. */
const redrawMs = 30_000;

const bootedAt = systemClock.now();
let quitting = false;

const log = setUpProcess();
const isOnlyInstance = app.requestSingleInstanceLock();
if (!isOnlyInstance) app.exit(0);

setUpSandbox();
registerAppScheme();
const organisation = readOrganisation(
  join(app.getAppPath(), 'resources'),
  process.env.FELTBOK_ORGANISATION ?? 'demo-horsel',
);
const baseUrl = serverAddress(organisation, app.isPackaged, process.env.FELTBOK_API).replace(/\/$/, '');
const developmentUrl = process.env.ELECTRON_RENDERER_URL;
const origin = pageOrigin(app.isPackaged, developmentUrl);

let settings: Settings;
let live: LiveHub;
let window: MainWindow;
let tray: TrayIcon;
let client: ServerClient;
let lifecycle: Lifecycle<Work>;
let connectivity: ConnectivityWatch;
let schedule: Schedule;
let status: Status = firstStatus({ kind: 'starting' }, 'offline');
if (isOnlyInstance) app.whenReady().then(start);

async function start(): Promise<void> {
  setUpSettings();
  setUpMenu();
  setUpProtocol();
  setUpClient();
  await setUpLifecycle();
  setUpWindow();
  setUpTray();
  setUpIpc();
  setUpConnectivity();
  setUpSchedule();
  setUpPower();
  setUpQuitting();
  window.show();
  await lifecycle.start();
}

function setUpSettings(): void {
  settings = openSettings(app.getPath('userData'));
  applyTheme(settings);
}

function setUpProtocol(): void {
  serveAppScheme(join(app.getAppPath(), 'out', 'renderer'));
  guardContents(origin, log);
}

function setUpClient(): void {
  const tokens = {
    access: () => lifecycle.session.access(),
    refresh: () => lifecycle.session.refresh(),
  };
  client = openClient(baseUrl, tokens, () => status.pausedUntil === null);
}

async function setUpLifecycle(): Promise<void> {
  lifecycle = createLifecycle<Work>({
    ...(await openStorage(log)),
    client,
    startWork: (database, person) =>
      startWork(database, person, {
        client,
        applyProgram: join(app.getAppPath(), 'out', 'main', 'apply-worker.js'),
        clock: systemClock,
        random: systemRandom,
        previousIsDead: isOnlyInstance,
        bootedAt,
        signedIn: () => lifecycle.session.signedIn(),
        checkConnectivity: () => connectivity.check(),
        onStatus: drawStatus,
        onChange: (entities) => live.publish({ kind: 'changed', entities }),
        onSynced: () => schedule.register(),
        trail: trailPorts(settings),
        log,
      }),
    nowMs: systemClock.now,
    newId: systemRandom.newId,
    onBoot: followBoot,
    onSession: followSession,
    log,
  });
}

function setUpWindow(): void {
  window = createMainWindow({
    pageUrl: origin.startsWith('app:') || !developmentUrl ? 'app://feltbok/' : developmentUrl,
    preloadFile: join(app.getAppPath(), 'out', 'preload', 'index.cjs'),
    iconFile: join(app.getAppPath(), 'resources', 'icons', 'app-256.png'),
    appName: organisation.appName,
    settings,
    quitting: () => quitting,
    onFocus: () => void lifecycle.work()?.engine.run('focus'),
    log,
  });
  app.on('second-instance', () => window.show());
  app.on('activate', () => window.show());
  // The app lives on in the tray.
  app.on('window-all-closed', () => {});
}

function setUpTray(): void {
  tray = showTray(join(app.getAppPath(), 'resources', 'icons', 'tray'), (action) =>
    runTrayAction(action, {
      show: () => window.show(),
      goTo,
      engine: () => lifecycle.work()?.engine,
      status: () => status,
      quit: () => void quit(),
      nowMs: systemClock.now,
    }),
  );
  redraw();
  setInterval(redraw, redrawMs).unref();
}

function setUpIpc(): void {
  live = createLiveHub(() => [
    { kind: 'boot', boot: lifecycle.state() },
    { kind: 'status', status },
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
        onLanguage: redraw,
        onTheme: () => applyTheme(settings),
        quit: () => void quit(),
      }),
      session: {
        signIn: (input) => lifecycle.signIn(input),
        usePassphrase: ({ passphrase }) => lifecycle.unlock(passphrase),
        signOut: () => lifecycle.session.signOut(),
      },
    },
    contents: () => window.contents(),
    origin,
    log,
  });
}

function setUpConnectivity(): void {
  connectivity = watchConnectivity({
    osOnline,
    probe: client.probe,
    mayAsk: () => status.pausedUntil === null,
    serverOnLoopback: isLoopback(new URL(baseUrl).hostname),
    after: systemClock.after,
    fraction: systemRandom.fraction,
    onChange(found) {
      const work = lifecycle.work();
      if (work) work.engine.applyConnectivity(found);
      else drawStatus(firstStatus(lifecycle.state(), found));
    },
  });
}

function setUpSchedule(): void {
  schedule = createSchedule({
    sync: () => void lifecycle.work()?.engine.run('schedule'),
    housekeeping() {
      const database = lifecycle.database();
      if (!database) return;
      keepHouse(database, systemClock.now(), log);
      settings.set('lastHousekeepingAt', systemClock.now());
    },
    lastHousekeepingAt: () => settings.get('lastHousekeepingAt'),
    nowMs: systemClock.now,
    fraction: systemRandom.fraction,
  });
}

function setUpPower(): void {
  const wake = async () => {
    await connectivity.check();
    await lifecycle.work()?.engine.run('resume');
  };
  powerMonitor.on('resume', wake);
  powerMonitor.on('unlock-screen', wake);
}

function setUpQuitting(): void {
  app.on('before-quit', () => {
    if (quitting) return;
    quitting = true;
    connectivity.stop();
    schedule.cancel();
    lifecycle.stop();
    tray.remove();
  });
}

function followBoot(boot: BootState): void {
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
    void engine?.run('start');
  } else schedule.cancel();
}

function drawStatus(next: Status): void {
  status = next;
  window.drawStatus(status);
  redraw();
  live.publish({ kind: 'status', status });
}

function redraw(): void {
  tray.draw(
    trayView({
      status,
      language: settings.get('language'),
      appName: organisation.appName,
      ready: lifecycle.state().kind === 'ready',
      nowMs: systemClock.now(),
    }),
  );
}

function goTo(to: 'batch' | 'sync' | 'about'): void {
  window.show();
  live.publish({ kind: 'go', to });
}

async function quit(): Promise<void> {
  const mayQuit = await askToQuit({
    appName: organisation.appName,
    language: settings.get('language'),
    waiting: () => status.waiting,
    sendFirst: async () => lifecycle.work()?.engine.run('now'),
  });
  if (mayQuit) app.quit();
}
