import { spawn } from 'node:child_process';
import { projectRoot } from './folders.mjs';

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd] default: the project
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] after it the command is killed
 * @property {AbortSignal} [signal] kills the command
 * @property {boolean | 'stderr'} [show] let the command write to our stdout and stderr (or to stderr alone) instead of collecting
 */

/**
 * Runs a command to its end. A command that is missing, killed or too slow has a code other than 0.
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} output: stdout and stderr as they came
 */
export function runCommand(command, args, { cwd = projectRoot, env, timeoutMs, signal, show } = {}) {
  return new Promise((resolve) => {
    const stderr = show ? 'inherit' : 'pipe';
    const stdout = show === 'stderr' ? 2 : stderr;
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', stdout, stderr],
      timeout: timeoutMs,
      signal,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 137, output }));
  });
}

/** The last lines of a long output, for an error message.
 * @param {string} output */
export function tail(output, lines = 15) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}
