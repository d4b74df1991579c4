import { parseArgs } from 'node:util';
import { findClasses } from './find-classes';
import { isClean, type Row, runClass } from './run-class';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    tries: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const scale = Number(values.tries);
const seed = Number(values.seed);
if (!(scale > 0) || !Number.isInteger(seed))
  throw new Error('--tries is a factor above 0, --seed a whole number.');

const rows: Row[] = [];
const startedAt = performance.now();
for (const faultClass of await findClasses(values.only))
  rows.push(await runClass(faultClass, { scale, seed }));

const seconds = Math.round((performance.now() - startedAt) / 1000);
const clean = rows.every(isClean);
if (values.json) console.log(JSON.stringify({ clean, seconds, rows }));
else console.table(rows.map(({ others, ...row }) => ({ ...row, ...others })));
// A class that was ended in the middle may have left servers and timers behind.
process.exit(clean ? 0 : 1);
