import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { projectRoot } from './folders.mjs';
import { SetUpProblem } from './set-up-problem.mjs';

const startLimitMs = 60_000;
const stopLimitMs = 5000;

/**
 * Starts the reference server with demonstration data on a free port.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} once it answers
 */
export async function startDemoServer() {
  const args = ['--import', 'tsx', 'server/main.ts', '--demo', '--port', '0'];
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const lastResort = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
    await exited;
    clearTimeout(lastResort);
  };
  const url = await Promise.race([listeningUrl(child.stdout), exited, after(startLimitMs)]);
  if (typeof url === 'string') return { url, stop };
  await stop();
  throw new SetUpProblem('The demo server did not start; what it said stands above.');
}

/** Says nothing for lines that are not the announcement, and keeps reading so that the pipe never fills.
 * @param {NodeJS.ReadableStream} stdout
 * @returns {Promise<string>} */
function listeningUrl(stdout) {
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      const url = line.match(/"listening":\s*"([^"]+)"/)?.[1];
      if (url) resolve(url);
      else console.log(line);
    });
  });
}

/** @param {number} delayMs
 * @returns {Promise<undefined>} */
function after(delayMs) {
  return new Promise((resolve) => setTimeout(resolve, delayMs, undefined).unref());
}
