import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import {
  type Autostart,
  autostartFolder,
  desktopAutostart,
  loginItemAutostart,
} from '../autostart/autostart';
import { startCommand } from '../autostart/start-command';
import type { Settings } from '../settings/settings';
import type { Build } from './read-build';

/** This computer's way of starting the app when its user signs in. */
export function openAutostart({ organisation }: Build): Autostart {
  const { env, execPath, platform } = process;
  const command = startCommand({
    isPackaged: app.isPackaged,
    execPath,
    appPath: app.getAppPath(),
    appImage: env.APPIMAGE,
  });
  if (platform === 'win32' || platform === 'darwin') return loginItemAutostart(platform, app, command);
  const folder = autostartFolder(homedir(), env.XDG_CONFIG_HOME);
  return desktopAutostart(
    join(folder, `feltbok-${organisation.slug}.desktop`),
    organisation.appName,
    command,
  );
}

/**
 * What is registered without a network is sent by an app that runs, so an installed one begins with starting by
 * itself; once, at the first sign-in, and never again against her choice.
 */
export function beginAutostart(autostart: Autostart, settings: Settings): void {
  if (!app.isPackaged || settings.get('autostartBegun')) return;
  settings.set('autostartBegun', true);
  autostart.set(true);
}
