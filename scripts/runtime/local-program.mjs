import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './folders.mjs';

/**
 * The script file of a program installed in node_modules, to be run with this Node: quicker than npx, and
 * the same on Windows.
 * @param {string} packageName
 * @param {string} [program] default: the package's name
 */
export function localProgram(packageName, program = packageName) {
  const folder = join(projectRoot, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[program]);
}
