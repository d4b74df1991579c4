import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { findProgram } from '../../scripts/runtime/find-program.mjs';

/** A session bus of its own, on which GNOME's keyring daemon may run: the login of one user of one computer. */
export type KeyringBus = {
  /** For an app that is to find the bus, and nothing of the real user. */
  env: Record<string, string>;
  home: string;
  tmp: string;
  /** Starts the keyring and unlocks it with its user's password; makes it the first time. */
  unlock(): Promise<void>;
  lock(): void;
  /** The daemon ends, as when it is removed or crashes. */
  vanish(): Promise<void>;
  stop(): Promise<void>;
};

const password = 'hemmelig nok for en maskin';
const patienceMs = 20_000;
const service = 'org.freedesktop.secrets';
const collection = '/org/freedesktop/secrets/aliases/default';

/** Stops with the program's name where it is missing, so that no test passes without it. */
export function requireKeyring(): void {
  for (const [program, packageName] of [
    ['gnome-keyring-daemon', 'gnome-keyring'],
    ['dbus-daemon', 'dbus'],
    ['gdbus', 'libglib2.0-bin'],
  ] as const) {
    if (!findProgram(program))
      throw new Error(
        `${program} is not installed here, so that nothing is known of a real keyring. Run: sudo apt-get install -y ${packageName}`,
      );
  }
}

export async function startKeyringBus(folder: string): Promise<KeyringBus> {
  const [home, tmp, run] = ['home', 'tmp', 'run'].map((name) => {
    const made = join(folder, name);
    mkdirSync(made, { recursive: true, mode: 0o700 });
    return made;
  }) as [string, string, string];
  const own = { HOME: home, TMPDIR: tmp, XDG_RUNTIME_DIR: run };
  const without = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(XDG_|DBUS_|GNOME_KEYRING)/.test(name)),
  ) as Record<string, string>;
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: { ...without, ...own },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [address] = (await once(createInterface({ input: bus.stdout }), 'line')) as [string];
  const env = { ...own, DBUS_SESSION_BUS_ADDRESS: address };
  let daemon: ChildProcess | null = null;

  const call = (to: string, path: string, method: string, ...words: string[]) =>
    execFileSync(
      'gdbus',
      ['call', '--session', '--dest', to, '--object-path', path, '--method', method, ...words],
      { env: { ...without, ...env }, stdio: 'pipe' },
    ).toString();
  // Asking a name that nobody has would make the bus start a second, locked daemon.
  const isThere = () =>
    call(
      'org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.NameHasOwner',
      service,
    ).includes('true');
  const isLocked = () =>
    call(
      service,
      collection,
      'org.freedesktop.DBus.Properties.Get',
      'org.freedesktop.Secret.Collection',
      'Locked',
    ).includes('true');

  return {
    env,
    home,
    tmp,
    async unlock() {
      if (daemon) await end(daemon);
      daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
        env: { ...without, ...env },
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      daemon.stdin?.end(password);
      for (const endAt = Date.now() + patienceMs; ; await wait(100)) {
        try {
          if (isThere() && !isLocked()) return;
        } catch {
          // It is on the bus, but its keyring is not yet.
        }
        if (Date.now() > endAt) throw new Error('gnome-keyring-daemon does not come up unlocked.');
      }
    },
    lock() {
      call(
        service,
        '/org/freedesktop/secrets',
        'org.freedesktop.Secret.Service.Lock',
        `[objectpath "${collection}"]`,
      );
      if (!isLocked()) throw new Error('gnome-keyring-daemon stayed unlocked.');
    },
    async vanish() {
      if (daemon) await end(daemon);
      daemon = null;
    },
    async stop() {
      if (daemon) await end(daemon);
      await end(bus);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
