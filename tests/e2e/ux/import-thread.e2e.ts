import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { signInAsDemo } from '../../support/sign-in';
import { wideWorkbook } from '../../support/wide-workbook';
import { word } from '../../support/wording';

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;
let folder: string;
const input = '[role=gridcell][data-active] input';
const dialog = () => page.getByRole('dialog');
const threads = () => page.workers().length;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-import-'));
  writeFileSync(join(folder, 'bred.xlsx'), wideWorkbook(4000, 150));
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await page.keyboard.press('Control+n');
  await expect(page.locator(input)).toBeFocused();
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the window goes on drawing while a file is read for seconds, and says what it does', async () => {
  await page.evaluate(watchFrames);
  const begun = Date.now();
  await choose();
  await expect(dialog()).toContainText('Leser bred.xlsx');
  expect(threads()).toBe(1);
  const tookTo = Date.now() - begun;
  await expect.poll(threads, { timeout: 60_000, intervals: [50] }).toBe(0);
  const tookMs = Date.now() - begun;
  const longestMs = await page.evaluate(() => (window as unknown as Watched).longestGapMs);
  await expect(dialog().getByText('Fant 4000 rader')).toBeVisible({ timeout: 60_000 });
  const shownMs = await page.evaluate(() => (window as unknown as Watched).longestGapMs);
  console.log(
    `    read in ${tookMs} ms, said after ${tookTo} ms; longest time without a frame: ${longestMs} ms`,
  );
  console.log(`    600,000 cells understood and shown: ${shownMs} ms without a frame`);
  expect(tookMs).toBeGreaterThan(1500);
  expect(longestMs).toBeLessThan(Math.min(1000, tookMs / 3));
  await page.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
});

test('Escape ends the reading, and the thread with it', async () => {
  await choose();
  await expect(dialog()).toContainText('Leser bred.xlsx');
  expect(threads()).toBe(1);
  await page.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
  // Sooner than it could have been read.
  await expect.poll(threads, { timeout: 1000, intervals: [20] }).toBe(0);
  // Nothing comes of it later.
  await page.waitForTimeout(6000);
  await expect(dialog()).toBeHidden();
  await expect(page.locator(input)).toBeFocused();
});

test('what takes longer than anybody waits is given up, and the sentence says what to do instead', async () => {
  await page.clock.install();
  await choose();
  await page.clock.fastForward(500);
  await expect(dialog()).toContainText('Leser bred.xlsx');
  await page.clock.fastForward(60_000);
  await expect(dialog()).toContainText(
    word('nb', 'import', 'problem.too_slow').replace('{{name}}', 'bred.xlsx'),
  );
  await expect.poll(threads).toBe(0);
});

type Watched = { longestGapMs: number };

/** In the page: keeps the longest time between two frames. */
function watchFrames(): void {
  const watched = window as unknown as Watched;
  watched.longestGapMs = 0;
  let last = performance.now();
  const step = (now: number) => {
    watched.longestGapMs = Math.max(watched.longestGapMs, Math.round(now - last));
    last = now;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

function choose(): Promise<void> {
  return page.locator('input[data-import]').setInputFiles(join(folder, 'bred.xlsx'));
}
