import { app } from 'electron';
import { hiddenSwitch } from '../autostart/start-command';
import type { Log } from '../log/log';
import type { Settings } from '../settings/settings';
import { createMainWindow, type MainWindow } from '../window/main-window';
import type { Build } from './read-build';

export type WindowPorts = {
  settings: Settings;
  appName(): string;
  quitting(): boolean;
  onFocus(): void;
  onSeen(): void;
  log: Log;
};

/** The window, and everything that brings it forward. */
export function setUpWindow({ pageUrl, fileOf }: Build, ports: WindowPorts): MainWindow {
  const window = createMainWindow({
    pageUrl,
    preloadFile: fileOf('out', 'preload', 'index.cjs'),
    iconFile: fileOf('resources', 'icons', 'app-256.png'),
    ...ports,
  });
  // The computer may start the app while it runs already: nobody asked for the window then.
  app.on('second-instance', (_event, words) => words.includes(`--${hiddenSwitch}`) || window.show());
  app.on('activate', () => window.show());
  // The app lives on in the tray.
  app.on('window-all-closed', () => {});
  return window;
}
