import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { installDebianPackages } from './debian-packages.mjs';
import { findProgram } from './find-program.mjs';
import { SetUpProblem } from './set-up-problem.mjs';

/**
 * Installs programs that a run can do without, where we may; elsewhere says how to get them, and goes on.
 * @param {string[] | Record<string, string>} programs their Debian packages have the same names, or those given; a whole
 *   path stands for what is no program to be called by its name
 * @param {string} purpose e.g. "Some faults are made by"
 */
export async function installWanted(programs, purpose) {
  const packageOf = Array.isArray(programs)
    ? Object.fromEntries(programs.map((name) => [name, name]))
    : programs;
  const missing = Object.keys(packageOf).filter((name) => !isThere(name));
  if (missing.length === 0) return;
  try {
    const packages = missing.map((name) => packageOf[name] ?? name);
    const names = missing.map((name, index) => (isAbsolute(name) ? packages[index] : name));
    await installDebianPackages(packages, `${purpose} ${names.join(' and ')}`);
  } catch (error) {
    if (!(error instanceof SetUpProblem)) throw error;
    console.error(`\n${error.message}\nGoing on without.\n`);
  }
}

/** @param {string} name */
function isThere(name) {
  return isAbsolute(name) ? existsSync(name) : findProgram(name) !== undefined;
}
