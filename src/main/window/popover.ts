import { BrowserWindow, screen } from 'electron';
import { pagePreferences } from './page-preferences';
import { placePopover } from './place-popover';
import type { Rectangle } from './place-window';

export type Popover = {
  /** Shows it, beside `anchor` when there is one; closes it when it stands already. */
  toggle(anchor: Rectangle | null): void;
  close(): void;
  /** The page that IPC answers, or null while there is none. */
  contents(): Electron.WebContents | null;
};
export type PopoverOptions = { pageUrl: string; preloadFile: string; iconFile: string; title: () => string };

/** All of it, with each answer that it can offer. */
const size = { width: 380, height: 470 };
/** A click on the tray takes the focus away first: what it has just closed is not to be opened again. */
const sameClickMs = 300;

/** The status at the tray: made when asked for, gone when something else gets the focus or its page closes it. */
export function createPopover(options: PopoverOptions): Popover {
  let window: BrowserWindow | null = null;
  let leftAt = 0;
  const close = () => window?.close();

  function open(anchor: Rectangle | null): BrowserWindow {
    const at = screen.getCursorScreenPoint();
    const { workArea } = anchor ? screen.getDisplayMatching(anchor) : screen.getDisplayNearestPoint(at);
    const opened = new BrowserWindow({
      ...size,
      ...placePopover(size, { anchor, at, workArea }),
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      title: options.title(),
      icon: options.iconFile,
      webPreferences: pagePreferences(options.preloadFile),
    });
    opened.on('page-title-updated', (event) => event.preventDefault());
    opened.on('blur', () => {
      leftAt = Date.now();
      close();
    });
    opened.on('closed', () => {
      window = null;
    });
    opened.once('ready-to-show', () => {
      opened.show();
      opened.focus();
    });
    opened.loadURL(options.pageUrl);
    return opened;
  }

  return {
    toggle(anchor) {
      if (window) close();
      else if (Date.now() - leftAt > sameClickMs) window = open(anchor);
    },
    close,
    contents: () => window?.webContents ?? null,
  };
}
