import { reportProblem } from '../runtime/set-up-problem.mjs';
import { addUp, countCheck } from './count-results.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {() => Promise<import('./count-results.mjs').Count>} run
 */

/**
 * Runs the checks one after the other, also after a failure. The last line it prints is the sum,
 * "N passed, N failed"; any failure makes the program exit with 1.
 * @param {Check[]} checks
 */
export async function runChecks(checks) {
  const lines = [];
  const counts = [];
  for (const { name, run } of checks) {
    console.log(`\n━━ ${name}`);
    const started = performance.now();
    const count = await run().catch(failedToRun);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`━━ ${name}: ${inWords(count)} (${seconds} s)`);
    lines.push(
      `${count.failed > 0 ? '✗' : '✓'} ${name.padEnd(24)} ${seconds.padStart(6)} s  ${inWords(count)}`,
    );
    counts.push(count);
  }
  const sum = addUp(counts);
  console.log(`\n${lines.join('\n')}\n`);
  console.log(inWords(sum));
  process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}

/** @param {unknown} error */
function failedToRun(error) {
  reportProblem(error);
  return countCheck(false);
}

/** @param {import('./count-results.mjs').Count} count */
function inWords({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}
