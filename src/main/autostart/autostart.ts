import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { AutostartState } from '../../shared/contracts/computer';
import { isEntryOn, makeDesktopEntry } from './desktop-entry';
import type { StartCommand } from './start-command';

/** Whether the computer starts the app when its user signs in. Asked each time, because the system lets her change it. */
export type Autostart = {
  state(): AutostartState;
  /** Answers what stands afterwards, which is not what was asked where the computer does not allow it. */
  set(on: boolean): AutostartState;
  /** Where it is on for a place that the app has been moved from: makes it this one. */
  repair(): void;
};

type LoginItem = { openAtLogin: boolean; executableWillLaunchAtLogin?: boolean; status?: string };
type LoginOptions = { path: string; args: string[] };

/** The part of Electron's `app` that Windows and macOS need. */
export type LoginItems = {
  getLoginItemSettings(options?: LoginOptions): LoginItem;
  setLoginItemSettings(settings: { openAtLogin: boolean; enabled?: boolean } & Partial<LoginOptions>): void;
};

/**
 * By the system's own list of what starts. Windows finds the item again by program and arguments, and lets the user
 * turn it off beside it; macOS takes no arguments and may ask the user first.
 */
export function loginItemAutostart(platform: 'win32' | 'darwin', items: LoginItems, command: StartCommand) {
  const options = { path: command.program, args: command.args };
  const state = (): AutostartState => {
    if (platform === 'win32') {
      const { openAtLogin, executableWillLaunchAtLogin } = items.getLoginItemSettings(options);
      return openAtLogin && executableWillLaunchAtLogin !== false ? 'on' : 'off';
    }
    const { openAtLogin, status } = items.getLoginItemSettings();
    if (status === 'requires-approval') return 'needs_approval';
    return openAtLogin ? 'on' : 'off';
  };
  const autostart: Autostart = {
    state,
    set(on) {
      items.setLoginItemSettings(
        platform === 'win32' ? { openAtLogin: on, enabled: on, ...options } : { openAtLogin: on },
      );
      return state();
    },
    // An installed app is always found under the same name there.
    repair() {},
  };
  return autostart;
}

/** By a file that desktops on Linux read at sign-in. `file`: its absolute path; `name`: the app's. */
export function desktopAutostart(file: string, name: string, command: StartCommand): Autostart {
  const entry = makeDesktopEntry(name, command);
  const read = () => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return null;
    }
  };
  const state = (): AutostartState => (isEntryOn(read() ?? '') ? 'on' : 'off');
  const set = (on: boolean) => {
    try {
      if (on) writeWhole(file, entry);
      else rmSync(file, { force: true });
    } catch (error) {
      // A home that may not be written; what stands is answered.
      if (!(error instanceof Error && 'syscall' in error)) throw error;
    }
    return state();
  };
  return {
    state,
    set,
    repair() {
      if (state() === 'on' && read() !== entry) set(true);
    },
  };
}

/** Where such files lie, by the XDG Base Directory Specification, which ignores a path that is not absolute. */
export function autostartFolder(home: string, configHome: string | undefined): string {
  const config = configHome && isAbsolute(configHome) ? configHome : join(home, '.config');
  return join(config, 'autostart');
}

/** A desktop never reads half of it. */
function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
