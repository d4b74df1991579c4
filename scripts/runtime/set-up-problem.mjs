/** A set-up that cannot go on; the message says what is wrong and names the remedy, so no stack is shown. */
export class SetUpProblem extends Error {
  /** @override */
  name = 'SetUpProblem';
}

/** Says what went wrong and makes the program exit with 1 when it ends.
 * @param {unknown} error */
export function reportProblem(error) {
  console.error(error instanceof SetUpProblem ? `\n${error.message}\n` : error);
  process.exitCode = 1;
}
