import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../runtime/folders.mjs';

/** A report of an earlier run must not be counted. @param {string} name */
export async function emptyReport(name) {
  const path = join(projectRoot, 'artifacts', name);
  await rm(path, { force: true });
  return path;
}

/** What a run has reported as JSON; undefined when it did not. @param {string} path */
export async function readReport(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
