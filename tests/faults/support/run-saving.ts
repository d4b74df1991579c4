import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as rest } from 'node:timers/promises';
import type { SavingLine, SavingOrder } from './saving-process';
import { migrationsFolder, type Saved } from './test-profile';

const key = Buffer.alloc(32, 9);
export const savingKey = key;

export type SavingRun = { saved: Saved; refused: string[]; crashed: boolean; trace: string };
type Order = Omit<SavingOrder, 'key' | 'migrationsFolder'>;

export type Saver = {
  /** Carries an order out under strace, with these options of it; what strace wrote is in the answer. */
  run(order: Order, trace: string[]): Promise<SavingRun>;
  close(): void;
};

/** Starts the saving program. It goes on from order to order, because starting it takes longer than what it does. */
export function startSaver(program: string): Saver {
  const start = () => spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  let child = start();
  return {
    async run(order, trace) {
      if (child.exitCode !== null || child.signalCode !== null) child = start();
      const log = `${order.folder}.strace`;
      const strace = spawn('strace', ['-o', log, ...trace, '-p', String(child.pid)], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      await isAttached(strace);
      const lines = await tell(child, { ...order, migrationsFolder, key: key.toString('base64') });
      const gone = once(strace, 'close');
      if (strace.exitCode === null) strace.kill('SIGINT');
      await gone;
      const saved: Saved = { mutations: new Set(), drafts: new Set() };
      for (const line of lines) addTo(saved, line);
      const written = readFileSync(log, 'latin1');
      rmSync(log);
      return {
        saved,
        refused: lines.flatMap((line) => (line.kind === 'refused' ? [line.problem] : [])),
        crashed: lines.at(-1)?.kind !== 'done',
        trace: written,
      };
    },
    close: () => void child.kill(),
  };
}

/** It says so on stderr; what it says before an end of its own is why it could not. */
async function isAttached(strace: ChildProcess): Promise<void> {
  let words = '';
  strace.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  strace.once('error', (error) => {
    words += error.message;
  });
  while (!words.includes('attached')) {
    if (strace.exitCode !== null || strace.pid === undefined) throw new Error(words);
    await rest(2);
  }
}

/** What it said up to `done`, or up to its end. */
function tell(child: ChildProcess, order: SavingOrder): Promise<SavingLine[]> {
  return new Promise((resolve) => {
    const heard: SavingLine[] = [];
    if (!child.stdout || !child.stdin) throw new Error('The saving program cannot be heard.');
    const lines = createInterface({ input: child.stdout });
    const end = () => {
      child.off('close', end);
      lines.close();
      resolve(heard);
    };
    lines.on('line', (text) => {
      const line = JSON.parse(text) as SavingLine;
      heard.push(line);
      if (line.kind === 'done') end();
    });
    child.once('close', end);
    child.stdin.write(`${JSON.stringify(order)}\n`);
  });
}

export function addTo(saved: Saved, line: SavingLine): void {
  if (line.kind !== 'saved') return;
  for (const id of line.mutations) saved.mutations.add(id);
  for (const id of line.drafts) saved.drafts.add(id);
}
