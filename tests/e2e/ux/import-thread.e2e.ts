import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { nonsenseTable } from '../../support/nonsense-table';
import { signInAsDemo } from '../../support/sign-in';
import { wideWorkbook } from '../../support/wide-workbook';
import { word } from '../../support/wording';

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;
let folder: string;
const input = '[role=gridcell][data-active] input';
const dialog = () => page.getByRole('dialog');
const rows = () => dialog().getByRole('region', { name: word('nb', 'import', 'table_name') });
const threads = () => page.workers().length;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-import-'));
  writeFileSync(join(folder, 'bred.xlsx'), wideWorkbook(4000, 150));
  writeFileSync(join(folder, 'tull.csv'), nonsenseTable(5000));
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
  await expect(dialog().getByText('Fant 4000 rader')).toBeVisible({ timeout: 60_000 });
  const tookMs = Date.now() - begun;
  const longestMs = await longestGapMs();
  console.log(
    `    600,000 cells read, understood and shown in ${tookMs} ms, said after ${tookTo} ms; longest time without a frame: ${longestMs} ms`,
  );
  expect(tookMs).toBeGreaterThan(1500);
  expect(longestMs).toBeLessThan(Math.min(2000, tookMs / 3));
  await page.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
  await expect.poll(threads).toBe(0);
});

test('Escape ends the reading, and the thread with it', async () => {
  await choose();
  await expect(dialog()).toContainText('Leser bred.xlsx');
  expect(threads()).toBe(1);
  await page.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
  // Sooner than it could have been read.
  await expect.poll(threads, { timeout: 3000, intervals: [20] }).toBe(0);
  // Nothing comes of it later.
  await page.waitForTimeout(6000);
  await expect(dialog()).toBeHidden();
  await expect(page.locator(input)).toBeFocused();
});

test('the page answers keys while five thousand rows of nonsense are checked, and again when a column is another', async () => {
  await page.evaluate(watchFrames);
  await choose('tull.csv');
  await expect(dialog()).toContainText(/Rad \d+ av 5000/);
  await expect(dialog().getByText('Fant 5000 rader')).toBeVisible({ timeout: 60_000 });
  await expect(dialog().getByRole('button', { name: /^Sett inn/ })).toBeFocused();
  const first = `${await longestTaskMs()} ms at first`;
  const column = dialog().getByLabel('«Merknad» er');
  await column.focus();
  await page.evaluate(watchFrames);
  await page.keyboard.press('Home');
  await expect(rows()).toHaveAttribute('aria-busy', 'true');
  await page.keyboard.press('Shift+Tab');
  const seen = await page.evaluate(() => ({
    label: document.activeElement?.getAttribute('aria-label'),
    busy: document.querySelector('.import-rows')?.getAttribute('aria-busy'),
  }));
  expect(seen).toEqual({ label: '«Antall» er', busy: 'true' });
  // While one check runs, another column may be changed: what is shown at last is right for both.
  await page.keyboard.press('Home');
  await expect(rows()).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  await expect(dialog()).toContainText(/Ingen kolonne er .*Deltakere/);
  await expect(column).toHaveValue('');
  console.log(
    `    5,000 rows of nonsense, longest task of the page: ${first}, ${await longestTaskMs()} ms when a column is changed`,
  );
  await page.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
});

test('Escape ends the check of the rows, and the thread with it', async () => {
  await choose('tull.csv');
  await expect(dialog()).toContainText(/Rad \d+ av 5000/);
  await page.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
  await expect.poll(threads, { timeout: 3000, intervals: [20] }).toBe(0);
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

type Watched = { longestGapMs: number; longestTaskMs: number };

/** In the page: keeps the longest time between two frames, and the longest task (0 below 50 ms). */
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
  watched.longestTaskMs = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      watched.longestTaskMs = Math.max(watched.longestTaskMs, Math.round(duration));
  }).observe({ type: 'longtask' });
}

function longestTaskMs(): Promise<number> {
  return page.evaluate(() => (window as unknown as Watched).longestTaskMs);
}

function longestGapMs(): Promise<number> {
  return page.evaluate(() => (window as unknown as Watched).longestGapMs);
}

function choose(file = 'bred.xlsx'): Promise<void> {
  return page.locator('input[data-import]').setInputFiles(join(folder, file));
}
