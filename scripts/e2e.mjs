// npm run e2e -- [group] [--json]: the end-to-end tests of one group (tray, accessibility, bad-days …), or all of them.
import { runPlaywright } from './checks/run-playwright.mjs';
import { makeReady } from './runtime/make-ready.mjs';
import { reportProblem } from './runtime/set-up-problem.mjs';

const args = process.argv.slice(2);
const asJson = args.includes('--json');
const group = args.find((each) => !each.startsWith('--'));

try {
  const runtime = await makeReady(args);
  const { passed, failed } = await runPlaywright(runtime, { group, show: asJson ? 'stderr' : true });
  const line = asJson
    ? JSON.stringify({ group: group ?? 'all', passed, failed })
    : `${passed} passed, ${failed} failed`;
  process.stdout.write(`${line}\n`);
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  reportProblem(error);
}
