import { localProgram } from '../runtime/local-program.mjs';
import { runCommand } from '../runtime/run-command.mjs';
import { setUp } from '../setup.mjs';
import { build } from './build.mjs';
import { countCheck, countVitest } from './count-results.mjs';
import { emptyReport, readReport } from './report-file.mjs';
import { runPlaywright } from './run-playwright.mjs';

/** The set-up and everything `npm test` runs, in this order. Later parts fail when what they need did.
 * @returns {import('./run-checks.mjs').Check[]} */
export function testChecks() {
  /** @type {import('../runtime/find-electron.mjs').Runtime | undefined} */
  let runtime;
  let built = false;
  return [
    {
      name: 'set-up',
      run: async () => {
        runtime = await setUp({ display: 'virtual' });
        return countCheck(true);
      },
    },
    { name: 'unit and contract tests', run: runVitest },
    {
      name: 'build',
      run: async () => {
        built = runtime !== undefined && (await build(runtime));
        return countCheck(built);
      },
    },
    {
      name: 'end-to-end tests',
      run: async () => (built && runtime ? runPlaywright(runtime) : notRun('There is no build to test.')),
    },
  ];
}

async function runVitest() {
  const report = await emptyReport('vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runCommand(process.execPath, [localProgram('vitest'), ...args], { show: true });
  return countVitest(await readReport(report), code);
}

/** @param {string} reason */
async function notRun(reason) {
  console.log(reason);
  return countCheck(false);
}
