import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rows } from './rows';

/** tsx measure-row.ts NAME FOLDER RUNS SIZE: measures one row and leaves its figures in the folder. */
const [name = '', folder = '', runs, size] = process.argv.slice(2);
const measure = rows[name];
if (!measure) throw new Error(`No such row: ${name}`);
const startedAt = performance.now();
const say = (text: string) =>
  console.error(`  ${name}: ${text} (${((performance.now() - startedAt) / 1000).toFixed(0)} s)`);
const figures = await measure({ folder, runs: Number(runs), size: Number(size), say });
writeFileSync(join(folder, 'figures.json'), JSON.stringify(figures));
