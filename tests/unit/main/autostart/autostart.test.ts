import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  autostartFolder,
  desktopAutostart,
  type LoginItems,
  loginItemAutostart,
} from '../../../../src/main/autostart/autostart';
import { makeDesktopEntry } from '../../../../src/main/autostart/desktop-entry';
import { startCommand } from '../../../../src/main/autostart/start-command';

const installed = { program: '/opt/Feltbok/feltbok', args: ['--hidden'] };

describe('startCommand', () => {
  it('starts the AppImage where there is one, else the installed program, without a window', () => {
    const here = { isPackaged: true, execPath: '/tmp/.mount_x/feltbok', appPath: '/tmp/.mount_x/resources' };
    expect(startCommand({ ...here, appImage: '/home/kari/Feltbok.AppImage' })).toEqual({
      program: '/home/kari/Feltbok.AppImage',
      args: ['--hidden'],
    });
    expect(startCommand({ ...here, appImage: '' }).program).toBe('/tmp/.mount_x/feltbok');
  });

  it('gives the runtime of a checkout its folder', () => {
    expect(startCommand({ isPackaged: false, execPath: '/electron', appPath: '/feltbok' })).toEqual({
      program: '/electron',
      args: ['/feltbok', '--hidden'],
    });
  });
});

describe('autostart file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'feltbok-autostart-'));
    file = join(folder, 'autostart', 'feltbok.desktop');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const make = (command = installed) => desktopAutostart(file, 'Feltbok Hørsel', command);

  it('is written and removed, and what it says is what is answered', () => {
    const autostart = make();
    expect(autostart.state()).toBe('off');
    expect(autostart.set(true)).toBe('on');
    expect(readFileSync(file, 'utf8')).toContain('\nExec=/opt/Feltbok/feltbok --hidden\n');
    expect(readdirSync(dirname(file))).toEqual(['feltbok.desktop']);
    expect(autostart.set(false)).toBe('off');
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false', 'X-GNOME-Autostart-enabled = false'])(
    'is off when the desktop has turned it off by %s, and stays so',
    (line) => {
      const autostart = make();
      autostart.set(true);
      writeFileSync(file, readFileSync(file, 'utf8').replace('X-GNOME-Autostart-enabled=true', line));
      autostart.repair();
      expect(autostart.state()).toBe('off');
      expect(autostart.set(true)).toBe('on');
    },
  );

  it('starts the app where it lies now after it has been moved', () => {
    make({ program: '/home/kari/Feltbok-1.AppImage', args: ['--hidden'] }).set(true);
    make({ program: '/home/kari/Feltbok-2.AppImage', args: ['--hidden'] }).repair();
    expect(readFileSync(file, 'utf8')).toContain('Exec=/home/kari/Feltbok-2.AppImage --hidden');
  });

  it('does not come into being by itself', () => {
    make().repair();
    expect(make().state()).toBe('off');
  });

  it('answers off where the file cannot be written', () => {
    writeFileSync(join(folder, 'autostart'), 'a file where the folder should be');
    expect(make().set(true)).toBe('off');
  });

  it('quotes what a desktop would read otherwise', () => {
    const program = '/home/kari og ola/100 % "$HOME"\\felt`bok';
    expect(makeDesktopEntry('Feltbok', { program, args: [] })).toContain(
      // Each backslash of the quoting is doubled once more by the escapes of a string.
      'Exec="/home/kari og ola/100 %% \\\\"\\\\$HOME\\\\"\\\\\\\\felt\\\\`bok"\n',
    );
  });

  it('lies under XDG_CONFIG_HOME when that is an absolute path', () => {
    expect(autostartFolder('/home/kari', '/etc/kari')).toBe('/etc/kari/autostart');
    expect(autostartFolder('/home/kari', 'kari')).toBe('/home/kari/.config/autostart');
    expect(autostartFolder('/home/kari', undefined)).toBe('/home/kari/.config/autostart');
  });
});

describe('login item', () => {
  /** A computer that keeps one item, found by program and arguments as Windows does. */
  function computer(changes: { turnedOff?: boolean; status?: string } = {}) {
    const asked: unknown[] = [];
    let item: string | null = null;
    const keyOf = (options?: object) => JSON.stringify(options ?? {});
    const items: LoginItems = {
      getLoginItemSettings: (options) => ({
        openAtLogin: item === keyOf(options),
        executableWillLaunchAtLogin: item !== null && !changes.turnedOff,
        ...(changes.status ? { status: changes.status } : {}),
      }),
      setLoginItemSettings({ openAtLogin, enabled: _, ...options }) {
        asked.push({ openAtLogin, ...options });
        item = openAtLogin ? keyOf(options) : null;
      },
    };
    return { items, asked, changes };
  }

  it('is found again on Windows by program and arguments', () => {
    const { items, asked } = computer();
    const autostart = loginItemAutostart('win32', items, installed);
    expect(autostart.set(true)).toBe('on');
    expect(asked).toEqual([{ openAtLogin: true, path: installed.program, args: ['--hidden'] }]);
    expect(autostart.set(false)).toBe('off');
  });

  it('is off on Windows when the user has turned it off in the list of the system', () => {
    const { items, changes } = computer();
    const autostart = loginItemAutostart('win32', items, installed);
    autostart.set(true);
    changes.turnedOff = true;
    expect(autostart.state()).toBe('off');
  });

  it('waits on macOS for a user who has to approve it', () => {
    const { items, asked } = computer({ status: 'requires-approval' });
    expect(loginItemAutostart('darwin', items, installed).set(true)).toBe('needs_approval');
    expect(asked).toEqual([{ openAtLogin: true }]);
  });
});
