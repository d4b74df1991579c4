import { BrowserWindow, screen } from 'electron';
import type { Status } from '../../shared/contracts/status';
import type { Log } from '../log/log';
import type { Settings } from '../settings/settings';
import { pagePreferences } from './page-preferences';
import { placeWindow } from './place-window';
import { windowTitle } from './window-title';

export type MainWindow = {
  /** Brings the window to the front; makes it when there is none. */
  show(): void;
  /** Where nothing else leads to the app; leaves a window that is there as it is. */
  showMinimised(): void;
  drawStatus(status: Status): void;
  /** Begins the page anew: nothing that it held stays. */
  reload(): void;
  /** Whether it stands on the screen, in front or not. */
  isSeen(): boolean;
  /** Whether the person has it before her and is typing into it, not into another program. */
  isInFront(): boolean;
  /** The page that IPC answers, or null while there is none. */
  contents(): Electron.WebContents | null;
};
export type MainWindowOptions = {
  pageUrl: string;
  preloadFile: string;
  iconFile: string;
  appName(): string;
  settings: Settings;
  /** True once the app is on its way out; closing then closes. */
  quitting: () => boolean;
  onFocus: () => void;
  /** It came back from the tray or from being minimised. */
  onSeen: () => void;
  log: Log;
};

const crashAgainMs = 60_000;
const crashPauseMs = 10_000;

/** The app's one window. Closing it leaves the app in the tray; the page is kept, so that it comes back at once. */
export function createMainWindow(options: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null;
  let title = options.appName();
  const open = () => {
    const opened = openWindow(options);
    opened.setTitle(title);
    opened.on('closed', () => {
      window = null;
    });
    return opened;
  };
  return {
    show() {
      window ??= open();
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    showMinimised() {
      if (window) return;
      window = open();
      window.minimize();
    },
    drawStatus(status) {
      title = windowTitle(options.appName(), status);
      window?.setTitle(title);
    },
    reload: () => window?.webContents.reload(),
    isSeen: () => window?.isVisible() === true && !window.isMinimized(),
    isInFront: () => window?.isVisible() === true && window.isFocused(),
    contents: () => window?.webContents ?? null,
  };
}

function openWindow(options: MainWindowOptions): BrowserWindow {
  const { settings } = options;
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeWindow(settings.get('bounds'), workAreas),
    // Whoever opens it says how it is shown.
    show: false,
    minWidth: 480,
    minHeight: 400,
    icon: options.iconFile,
    autoHideMenuBar: true,
    webPreferences: pagePreferences(options.preloadFile),
  });
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('focus', options.onFocus);
  window.on('show', options.onSeen);
  window.on('restore', options.onSeen);
  window.on('close', (event) => {
    settings.set('bounds', window.getNormalBounds());
    if (options.quitting()) return;
    event.preventDefault();
    window.hide();
  });
  bringBackAfterCrash(window, options);
  window.loadURL(options.pageUrl);
  return window;
}

/** Every cell is on the disk, so a page that crashed goes on where it was; slower when it crashes again at once. */
function bringBackAfterCrash({ webContents }: BrowserWindow, { quitting, log }: MainWindowOptions): void {
  let lastAt = 0;
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || quitting()) return;
    log('window.page_crashed', { code: reason });
    const again = Date.now() - lastAt < crashAgainMs;
    lastAt = Date.now();
    setTimeout(() => !webContents.isDestroyed() && webContents.reload(), again ? crashPauseMs : 0);
  });
}
