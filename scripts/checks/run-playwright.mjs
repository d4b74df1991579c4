import { join } from 'node:path';
import { electronEnvironment } from '../runtime/electron-environment.mjs';
import { projectRoot } from '../runtime/folders.mjs';
import { localProgram } from '../runtime/local-program.mjs';
import { runCommand } from '../runtime/run-command.mjs';
import { wantBrowser } from '../runtime/test-browser.mjs';
import { acceptanceItems } from './acceptance-items.mjs';
import { countPlaywright } from './count-results.mjs';
import { emptyReport, readReport } from './report-file.mjs';

/**
 * Runs end-to-end tests of the built app on a virtual display with a session bus of its own.
 * @param {import('../runtime/find-electron.mjs').Runtime} runtime
 * @param {{ group?: string | undefined, show?: true | 'stderr' }} [options] group: files of tests/e2e whose name begins
 *   so, or all; show: where its progress goes
 * @returns {Promise<import('./count-results.mjs').Count & { items: import('./acceptance-items.mjs').Item[] }>}
 */
export async function runPlaywright(runtime, { group, show = true } = {}) {
  await wantBrowser();
  const report = await emptyReport('playwright.json');
  const playwright = [localProgram('@playwright/test', 'playwright'), 'test', '--reporter=list,json'];
  const files = group ? [`e2e/${group}`] : [];
  const { code } = await runCommand(
    process.execPath,
    [join(projectRoot, 'scripts', 'with-display.mjs'), '--', process.execPath, ...playwright, ...files],
    {
      env: {
        ...electronEnvironment(runtime),
        FELTBOK_VIRTUAL_DISPLAY: '1',
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      },
      show,
    },
  );
  const found = await readReport(report);
  return { ...countPlaywright(found, code), items: acceptanceItems(found) };
}
