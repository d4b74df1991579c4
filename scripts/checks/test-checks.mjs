import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { electronEnvironment } from '../runtime/electron-environment.mjs';
import { projectRoot } from '../runtime/folders.mjs';
import { localProgram } from '../runtime/local-program.mjs';
import { runCommand } from '../runtime/run-command.mjs';
import { setUp } from '../setup.mjs';
import { withDisplay } from '../with-display.mjs';
import { build } from './build.mjs';
import { countCheck, countPlaywright, countVitest } from './count-results.mjs';

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

/** @param {import('../runtime/find-electron.mjs').Runtime} runtime */
async function runPlaywright(runtime) {
  const report = await emptyReport('playwright.json');
  const program = localProgram('@playwright/test', 'playwright');
  const code = await withDisplay(process.execPath, [program, 'test', '--reporter=list,json'], {
    ...electronEnvironment(runtime),
    FELTBOK_VIRTUAL_DISPLAY: '1',
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return countPlaywright(await readReport(report), code);
}

/** @param {string} reason */
async function notRun(reason) {
  console.log(reason);
  return countCheck(false);
}

/** A report of an earlier run must not be counted. @param {string} name */
async function emptyReport(name) {
  const path = join(projectRoot, 'artifacts', name);
  await rm(path, { force: true });
  return path;
}

/** @param {string} path */
async function readReport(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
