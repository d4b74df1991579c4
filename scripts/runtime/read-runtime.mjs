import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectCache } from './folders.mjs';

export const runtimeFile = join(projectCache, 'runtime.json');

/** The Electron that the last set-up chose.
 * @returns {import('./find-electron.mjs').Runtime} */
export function readRuntime() {
  try {
    return JSON.parse(readFileSync(runtimeFile, 'utf8'));
  } catch {
    throw new Error('No Electron runtime has been set up here: run "node scripts/setup.mjs" first.');
  }
}
