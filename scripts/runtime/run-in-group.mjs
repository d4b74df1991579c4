import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { projectRoot } from './folders.mjs';

/** @type {NodeJS.Signals[]} */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const graceMs = 5000;

/**
 * Runs a program that starts others (a display, a bus, browser processes). They form one process group:
 * signals we get reach all of them, and none of them outlives the program.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit code; 128 + n when ended by signal n, as a shell says it
 */
export function runInGroup(command, args, env) {
  const grouped = process.platform !== 'win32';
  const child = spawn(command, args, {
    cwd: projectRoot,
    env,
    detached: grouped,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  /** @param {NodeJS.Signals} signal */
  const kill = (signal) => (grouped ? killGroup(child.pid, signal) : child.kill(signal));
  /** @type {NodeJS.Timeout | undefined} */
  let lastResort;
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    kill(signal);
    lastResort ??= setTimeout(() => kill('SIGKILL'), graceMs);
  };
  for (const signal of forwarded) process.on(signal, forward);

  return new Promise((resolve) => {
    /** @param {number} code */
    const end = (code) => {
      clearTimeout(lastResort);
      for (const signal of forwarded) process.off(signal, forward);
      kill('SIGTERM');
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(error.message);
      end(127);
    });
    child.on('exit', (code, signal) => end(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}

/** @param {number | undefined} pid
 * @param {NodeJS.Signals} signal */
function killGroup(pid, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // The group has ended already.
  }
}
