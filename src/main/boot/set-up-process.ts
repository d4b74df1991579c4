import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import { errorCode, type Log } from '../log/log';
import { openLog } from '../log/log-file';
import type { Settings } from '../settings/settings';
import type { Build } from './read-build';

/** What has to stand before anything else can go wrong: the profile folder, the log, the handling of defects. */
export function setUpProcess(): Log {
  setUpUserData();
  // Fields for dates are Chromium's own, and write them as this language does: day first, on every computer.
  app.commandLine.appendSwitch('lang', 'nb');
  const log = setUpLog();
  setUpErrors(log);
  return log;
}

/** A profile folder of one's own, for tests and for trying out. */
function setUpUserData(): void {
  if (app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', app.commandLine.getSwitchValue('user-data-dir'));
  }
}

function setUpLog(): Log {
  const log = openLog(join(app.getPath('userData'), 'logs'));
  log('app.started', { version: app.getVersion(), platform: process.platform });
  return log;
}

/** Electron's own answer is a dialog that waits for a click, with a text that may quote data. */
function setUpErrors(log: Log): void {
  process.on('uncaughtException', (error) => {
    log('app.defect', { error: errorCode(error) });
    if (!app.isPackaged) console.error(error);
    if (mayStartAgain(process.uptime())) startAgain();
    app.exit(1);
  });
  process.on('unhandledRejection', (error) => {
    log('app.unhandled_rejection', { error: errorCode(error) });
    if (!app.isPackaged) console.error(error);
  });
}

/**
 * The name under which Windows groups our windows and shows our notifications, without which it shows none. The
 * installer gives its shortcut the same.
 */
export function setUpIdentity({ organisation }: Build): void {
  if (process.platform !== 'win32') return;
  app.setAppUserModelId(app.isPackaged ? `no.feltbok.${organisation.slug}` : process.execPath);
}

/** Everything is on the disk and only a running app sends it; one that falls over at once would only do so again. */
export function mayStartAgain(uptimeS: number): boolean {
  return uptimeS >= 60;
}

function startAgain(): void {
  const { APPIMAGE: execPath } = process.env;
  app.relaunch({ args: process.argv.slice(1), ...(execPath ? { execPath } : {}) });
}

/**
 * `enableSandbox` also takes back a `--no-sandbox` that was given, and root cannot start Chromium without one:
 * a checkout that is started with it keeps it. An installed app never does.
 */
export function setUpSandbox(): void {
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

export function applyTheme(settings: Settings): void {
  const theme = settings.get('theme');
  nativeTheme.themeSource = theme === 'auto' ? 'system' : theme;
}
