import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { DemoSize } from '../../../server/seed/plan-demo';

const root = resolve(import.meta.dirname, '../../..');
const startLimitMs = 120_000;

export type ServerProcess = {
  url: string;
  epoch: string;
  pid: number;
  /** Dies where it stands, as by `kill -9`. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** The reference server in a process of its own, on a folder of its own. Rejects with its last words when it does not start. */
export async function startServerProcess(options: {
  folder: string;
  port?: number;
  /** How much data it begins with; null for none. */
  demo?: DemoSize | null;
}): Promise<ServerProcess> {
  const { folder, port = 0, demo = 'S' } = options;
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'server/main.ts',
      '--data',
      folder,
      '--port',
      String(port),
      ...(demo ? ['--demo', demo] : []),
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = once(child, 'exit');
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-2000);
  });
  const { listening, epoch } = await announcement(child, exited, () => words);
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return {
    url: listening,
    epoch,
    pid: child.pid ?? 0,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

function announcement(
  child: ChildProcess,
  exited: Promise<unknown>,
  words: () => string,
): Promise<{ listening: string; epoch: string }> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('The server did not start in time.')), startLimitMs);
    void exited.then(() => {
      clearTimeout(limit);
      reject(new Error(`The server ended: ${words()}`));
    });
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.includes('"listening"')) return;
      clearTimeout(limit);
      resolve(JSON.parse(line) as { listening: string; epoch: string });
    });
  });
}
