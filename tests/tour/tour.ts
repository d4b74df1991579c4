import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { takeTour } from './take-tour';
import { writeReport } from './write-report';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const folder = resolve('artifacts/tour');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const tell = (line: string) => {
  if (!values.json) console.log(line);
};
const report = await takeTour(folder, tell);
writeReport(folder, report);
const { steps, ...figures } = report;
console.log(values.json ? JSON.stringify(figures) : figures);
tell(`${steps.length} pictures and the report: ${folder}/report.html`);
const delivered = report.delivered === report.registered && report.lost === 0 && report.duplicated === 0;
process.exitCode = delivered && report.differing === 0 ? 0 : 1;
