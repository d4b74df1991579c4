import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { readRuntime } from '../../scripts/runtime/read-runtime.mjs';

const projectRoot = resolve(import.meta.dirname, '..', '..');

export type LaunchOptions = {
  /** The sync server; loopback only. */
  api: string;
  /** Kept between launches to test a restart; a fresh one otherwise. */
  userData?: string;
  organisation?: string;
  /** Chromium's `--password-store`; `basic` means: no keyring. */
  passwordStore?: 'basic' | 'gnome-libsecret';
  env?: Record<string, string>;
  /** As the computer starts it at sign-in. */
  hidden?: boolean;
};
export type LaunchedApp = { app: ElectronApplication; page: Page; userData: string };

export const demoPassphrase = 'fire blå fjell om høsten';

/** Starts the built app (`electron-vite build` goes before) with the runtime that the set-up chose. */
export async function launchApp(options: LaunchOptions): Promise<LaunchedApp> {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'feltbok-test-'));
  const app = await _electron.launch({ ...commandLine(options, userData), timeout: 30_000 });
  await setOsOnline(app, true);
  return { app, page: await app.firstWindow(), userData };
}

/** Starts the built app as the computer does at sign-in: there may never be a window. */
export async function launchHidden(
  options: LaunchOptions & { userData: string },
): Promise<ElectronApplication> {
  const own = commandLine({ ...options, hidden: true }, options.userData);
  return _electron.launch({ ...own, timeout: 30_000 });
}

/** Starts the app a second time on a folder that is in use, and answers its exit code. */
export async function launchAgain(options: LaunchOptions & { userData: string }): Promise<number | null> {
  const { executablePath, args, cwd, env } = commandLine(options, options.userData);
  const second = spawn(executablePath, args, { cwd, env, stdio: 'ignore' });
  const [code] = (await once(second, 'exit')) as [number | null];
  return code;
}

function commandLine(options: LaunchOptions, userData: string) {
  const { electronPath } = readRuntime();
  return {
    executablePath: electronPath,
    cwd: projectRoot,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '.',
      `--user-data-dir=${userData}`,
      `--password-store=${options.passwordStore ?? 'basic'}`,
      ...(options.hidden ? ['--hidden'] : []),
    ],
    env: {
      ...withoutUndefined(process.env),
      FELTBOK_API: options.api,
      ...(options.organisation ? { FELTBOK_ORGANISATION: options.organisation } : {}),
      ...options.env,
    },
  };
}

/**
 * What the operating system says about the network. The app polls it each 2 s. It is said to be there from the
 * start: a build machine may have none, and on loopback "none" is believed only after it has been there.
 */
export async function setOsOnline(app: ElectronApplication, online: boolean): Promise<void> {
  await app.evaluate(({ net }, value) => {
    net.isOnline = () => value;
  }, online);
}

function withoutUndefined(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}
