import { installDebianPackages } from './debian-packages.mjs';
import { findProgram } from './find-program.mjs';
import { SetUpProblem } from './set-up-problem.mjs';

/**
 * Installs programs that a run can do without, where we may; elsewhere says how to get them, and goes on.
 * @param {string[]} programs whose Debian packages have the same names
 * @param {string} purpose e.g. "Some faults are made by"
 */
export async function installWanted(programs, purpose) {
  const missing = programs.filter((name) => !findProgram(name));
  if (missing.length === 0) return;
  try {
    await installDebianPackages(missing, `${purpose} ${missing.join(' and ')}`);
  } catch (error) {
    if (!(error instanceof SetUpProblem)) throw error;
    console.error(`\n${error.message}\nGoing on without.\n`);
  }
}
