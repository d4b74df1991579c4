import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, isMet } from './figure';
import { rows } from './rows';
import { writeTable } from './write-table';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Names of rows, separated by commas; all of them when left out. */
    only: { type: 'string' },
    /** How often each thing is measured; the median counts. */
    runs: { type: 'string', default: '5' },
    /** Activities in the large data sets. */
    size: { type: 'string', default: '100000' },
  },
});

const wanted = values.only?.split(',') ?? Object.keys(rows);
const unknown = wanted.filter((name) => !(name in rows));
if (unknown.length > 0)
  throw new Error(`No such row: ${unknown}. There are: ${Object.keys(rows).join(', ')}`);

const figures: Figure[] = [];
const began = loadavg()[0] ?? 0;
for (const name of wanted) figures.push(...(await measure(name)));
console.error(writeTable(figures));
if (values.json) console.log(JSON.stringify(report()));
process.exitCode = figures.every((figure) => isMet(figure) !== false) ? 0 : 1;

/** Each row has a process of its own, so that none finds the memory and the compiled code of another. */
async function measure(name: string): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'feltbok-bench-'));
  try {
    const args = ['--import', 'tsx', join(import.meta.dirname, 'measure-row.ts')];
    const child = spawn(process.execPath, [...args, name, folder, values.runs, values.size], {
      stdio: ['ignore', process.stderr, 'inherit'],
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`The row ${name} ended with code ${code}.`);
    return JSON.parse(readFileSync(join(folder, 'figures.json'), 'utf8')) as Figure[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report() {
  const round = (value: number) => Number(value.toPrecision(4));
  return {
    size: Number(values.size),
    runs: Number(values.runs),
    cores: availableParallelism(),
    loadBefore: round(began),
    figures: Object.fromEntries(
      figures.map((figure) => [
        figure.name,
        {
          ours: round(figure.ours),
          unit: figure.unit,
          ...(figure.raw === undefined
            ? {}
            : { raw: round(figure.raw), ratio: round(figure.ours / figure.raw) }),
          met: isMet(figure),
        },
      ]),
    ),
    missed: figures.filter((figure) => isMet(figure) === false).map(({ name }) => name),
  };
}
