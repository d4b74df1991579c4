import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SavingLine, SavingOrder } from './saving-process';
import { migrationsFolder, type Saved } from './test-profile';

const key = Buffer.alloc(32, 9);
export const savingKey = key;

export type SavingRun = { saved: Saved; refused: string[]; crashed: boolean; trace: string };

/** Runs the saving program under strace. `trace`: options of strace; its own output is in the answer. */
export function runSaving(
  program: string,
  order: Omit<SavingOrder, 'key' | 'migrationsFolder'>,
  trace: string[],
): SavingRun {
  const log = join(order.folder, '..', `${process.pid}.strace`);
  const { status, stdout, error } = spawnSync(
    'strace',
    ['-f', '-qq', '-o', log, ...trace, process.execPath, program],
    {
      env: {
        ...process.env,
        FAULTS_SAVING: JSON.stringify({ ...order, migrationsFolder, key: key.toString('base64') }),
      },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (error) throw error;
  const lines = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SavingLine);
  const saved: Saved = { mutations: new Set(), drafts: new Set() };
  for (const line of lines) addTo(saved, line);
  return {
    saved,
    refused: lines.flatMap((line) => (line.kind === 'refused' ? [line.problem] : [])),
    crashed: status !== 0,
    trace: readFileSync(log, 'latin1'),
  };
}

export function addTo(saved: Saved, line: SavingLine): void {
  if (line.kind !== 'saved') return;
  for (const id of line.mutations) saved.mutations.add(id);
  for (const id of line.drafts) saved.drafts.add(id);
}
