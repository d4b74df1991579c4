import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findClasses } from './find-classes';
import { plantedForClasses } from './planted/bugs';
import { findPlanted } from './planted/find-planted';
import { isClean, type Row, runClass } from './run-class';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    tries: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    planted: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const scale = Number(values.tries);
const seed = Number(values.seed);
if (!(scale > 0) || !Number.isInteger(seed))
  throw new Error('--tries is a factor above 0, --seed a whole number.');

// The medium itself is never what is tested, and profiles are made by the thousand.
if (existsSync('/dev/shm')) process.env.TMPDIR ??= '/dev/shm';

const startedAt = performance.now();
const secondsSinceStart = () => Math.round((performance.now() - startedAt) / 1000);
if (values.planted) showWhetherTheyCanFail();

const rows: Row[] = [];
for (const faultClass of await findClasses(values.only))
  rows.push(await runClass(faultClass, { scale, seed }));

const seconds = secondsSinceStart();
const clean = rows.every(isClean);
if (values.json) console.log(JSON.stringify({ clean, seconds, rows }));
else console.table(rows.map(({ others, ...row }) => ({ ...row, ...others })));
// A class that was ended in the middle may have left servers and timers behind.
process.exit(clean ? 0 : 1);

/** Ends the process: with 1 when a class did not notice the mistake that was planted for it. */
function showWhetherTheyCanFail(): never {
  const wanted = values.only?.split(',').map((id) => id.trim().toUpperCase());
  const chosen = plantedForClasses.filter(({ id }) => wanted?.includes(id.toUpperCase()) ?? true);
  const found = chosen.map(findPlanted);
  const clean = found.length > 0 && found.every(({ noticed }) => noticed);
  if (values.json) console.log(JSON.stringify({ clean, seconds: secondsSinceStart(), planted: found }));
  else console.table(found.map(({ row: _row, ...line }) => line));
  process.exit(clean ? 0 : 1);
}
