import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { findProgram } from './find-program.mjs';
import { installWanted } from './wanted-programs.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** A Chromium that tests may drive: the one that Playwright has downloaded, or the system's.
 * @returns {string | undefined} its program */
export function findBrowser() {
  const downloaded = chromium.executablePath();
  if (existsSync(downloaded)) return downloaded;
  return names.map(findProgram).find((path) => path !== undefined);
}

/** Installs the system's where there is none and we may; elsewhere says how to get one, and goes on. */
export async function wantBrowser() {
  if (!findBrowser()) await installWanted(['chromium'], 'Signing in through a browser is tested with');
}
