/** @typedef {{ passed: number, failed: number }} Count */

/**
 * @param {{ numPassedTests: number, numFailedTests: number,
 *   testResults: { status: string, assertionResults: unknown[] }[] } | undefined} report Vitest's JSON
 *   report, if it wrote one
 * @param {number} exitCode
 * @returns {Count}
 */
export function countVitest(report, exitCode) {
  // A file that could not be loaded has failed without a single test.
  const brokenFiles = (report?.testResults ?? []).filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const failed = (report?.numFailedTests ?? 0) + brokenFiles.length;
  return distrust({ passed: report?.numPassedTests ?? 0, failed }, exitCode);
}

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number }, errors?: unknown[] } | undefined}
 *   report Playwright's JSON report, if it wrote one
 * @param {number} exitCode
 * @returns {Count}
 */
export function countPlaywright(report, exitCode) {
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  const failed = unexpected + (report?.errors?.length ?? 0);
  return distrust({ passed: expected + flaky, failed }, exitCode);
}

/** @param {boolean} succeeded
 * @returns {Count} */
export function countCheck(succeeded) {
  return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {Count[]} counts
 * @returns {Count} */
export function addUp(counts) {
  return counts.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    { passed: 0, failed: 0 },
  );
}

/** A run without any test, or one that ended badly without naming a failure, is itself a failure.
 * @param {Count} count
 * @param {number} exitCode
 * @returns {Count} */
function distrust(count, exitCode) {
  const nothingRan = count.passed + count.failed === 0;
  const unexplained = exitCode !== 0 && count.failed === 0;
  return nothingRan || unexplained ? { ...count, failed: count.failed + 1 } : count;
}
