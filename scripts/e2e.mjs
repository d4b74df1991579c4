// npm run e2e -- [group] [--json]: the end-to-end tests of one group (tray, lock, bad-days …), or all of them.
// `ux` is the acceptance list: with --json a line for each of its items, and an item without a test is a failure.
import { missingItems } from './checks/acceptance-items.mjs';
import { runPlaywright } from './checks/run-playwright.mjs';
import { makeReady } from './runtime/make-ready.mjs';
import { reportProblem } from './runtime/set-up-problem.mjs';

const args = process.argv.slice(2);
const asJson = args.includes('--json');
const group = args.find((each) => !each.startsWith('--'));

try {
  const runtime = await makeReady(args);
  const { passed, failed, items } = await runPlaywright(runtime, { group, show: asJson ? 'stderr' : true });
  const missing = group === 'ux' ? missingItems(items) : [];
  const summary = `${passed} passed, ${failed} failed`;
  const line = asJson ? JSON.stringify({ group: group ?? 'all', passed, failed }) : summary;
  const lines = asJson && group?.startsWith('ux') ? items.map((item) => JSON.stringify(item)) : [line];
  for (const each of lines) process.stdout.write(`${each}\n`);
  if (missing.length > 0) console.error(`No test has the items ${missing.join(', ')}.`);
  process.exitCode = failed > 0 || missing.length > 0 ? 1 : 0;
} catch (error) {
  reportProblem(error);
}
