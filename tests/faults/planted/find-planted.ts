import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plantInto } from '../../simulation/planted/plant';
import { isClean, type Row } from '../run-class';
import type { PlantedForClass } from './bugs';

const root = resolve(import.meta.dirname, '../../..');
/** Inside the checkout, where the copy finds its packages. */
const copy = join(root, 'artifacts', 'faults-planted');

export type PlantedRow = { id: string; mistake: string; seconds: number; noticed: boolean; row: Row | null };

/** Runs a class on a copy of the sources with a mistake in it: not clean is what it has to be. */
export function findPlanted({ id, tries, bug }: PlantedForClass): PlantedRow {
  console.error(`${id} with a mistake: ${bug.name}`);
  const startedAt = performance.now();
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of ['src', 'server', 'tests', 'scripts', 'resources', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  const file = join(copy, bug.file);
  writeFileSync(file, plantInto(readFileSync(file, 'utf8'), bug));
  const { stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'tests/faults/faults.ts', '--only', id, '--tries', String(tries), '--json'],
    { cwd: copy, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  rmSync(copy, { recursive: true, force: true });
  const [row = null] = stdout ? (JSON.parse(stdout) as { rows: Row[] }).rows : [];
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  // A class that broke down has counted nothing.
  const noticed = row !== null && 'tries' in row && !isClean(row);
  return { id, mistake: bug.name, seconds, noticed, row };
}
