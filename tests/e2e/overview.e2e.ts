import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import Papa from 'papaparse';
import { readSheet } from 'read-excel-file/node';
import { type RunningServer, startServer } from '../../server/start-server';
import { callApi, shareLine } from '../support/call-api';
import { accessibilityFaults, sidewaysScrollers } from '../support/check-page';
import { type LaunchedApp, launchApp, setOsOnline } from '../support/launch-app';
import { finishSession, goodRow, putRows } from '../support/register';
import { signInAsDemo } from '../support/sign-in';

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'feltbok-report-'));
const year = new Date().getFullYear();

test.describe.configure({ mode: 'serial', timeout: 240_000 });

test.beforeAll(async () => {
  server = await startServer({ demo: 'M' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await resize(1280, 800);
  await signInAsDemo(page);
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'synced', { timeout: 120_000 });
  await shareLine(launched.app, page);
  await page.getByRole('link', { name: 'Oversikt' }).click();
});
test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

function resize(width: number, height: number): Promise<void> {
  return launched.app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
}

const months = () => page.getByRole('region', { name: 'Måned for måned' });
const asTable = (name: string) => page.getByRole('region', { name }).getByRole('switch');

async function figure(name: string): Promise<number> {
  return toNumber(await page.locator(`[data-figure=${name}] .figure`).innerText());
}

/** Numbers stand with spaces between the thousands. */
function toNumber(text: string): number {
  return Number(text.replace(/\s/g, ''));
}

/** The numbers at the ends of the bars, in the order in which they are seen. */
async function labelsOf(direction: 'standing' | 'lying'): Promise<number[]> {
  const labels = page.locator(`.chart[data-direction=${direction}] .recharts-label-list text`);
  await expect(labels.first()).toBeVisible();
  const axis = direction === 'standing' ? 'x' : 'y';
  const placed = await labels.evaluateAll(
    (texts, along) => {
      const place = (text: Element) => text.getBoundingClientRect()[along];
      return texts.sort((one, other) => place(one) - place(other)).map((text) => text.textContent ?? '');
    },
    axis as 'x' | 'y',
  );
  return placed.map((text) => toNumber(text.split('(')[0] ?? ''));
}

async function columnOf(part: string, index: number): Promise<number[]> {
  const cells = page.getByRole('region', { name: part }).locator(`tbody tr > :nth-child(${index})`);
  return (await cells.allInnerTexts()).map(toNumber);
}

test('the charts and their tables hold the same figures, and the choice of table is kept', async () => {
  const drawn = await labelsOf('standing');
  const drawnTypes = await labelsOf('lying');
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await sidewaysScrollers(page)).toEqual([]);
  await asTable('Måned for måned').click();
  await asTable('Type for type').click();
  const all = await columnOf('Måned for måned', 2);
  expect(all).toHaveLength(13);
  expect(all.slice(0, 12).filter((count) => count > 0)).toEqual(drawn);
  expect(all[12]).toBe(await figure('registrations'));
  expect((await columnOf('Måned for måned', 3))[12]).toBe(await figure('counted'));
  expect((await columnOf('Type for type', 2)).slice(0, -1)).toEqual(drawnTypes);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await sidewaysScrollers(page)).toEqual([]);

  await page.reload();
  await expect(months().getByRole('table')).toBeVisible();
  await asTable('Måned for måned').click();
  await asTable('Type for type').click();
  expect(await labelsOf('standing')).toEqual(drawn);
});

test('a unit and a year have figures of their own', async () => {
  const all = await figure('registrations');
  const unit = page.getByLabel('Lag/enhet', { exact: true });
  const [, ...names] = await unit.getByRole('option').allInnerTexts();
  let sum = 0;
  for (const label of names) {
    await unit.selectOption({ label });
    await expect(page.getByText(`Gjelder: ${label.trim()}.`)).toBeVisible();
    sum += await figure('registrations');
  }
  expect(names).toHaveLength(6);
  expect(sum).toBe(all);
  await unit.selectOption({ index: 0 });
  await page.getByLabel('År').selectOption(String(year - 1));
  await expect(
    page.getByRole('heading', { name: `Rapport for ${year - 1} til tilskuddsgiver` }),
  ).toBeVisible();
  expect(await figure('registrations')).not.toBe(all);
  await page.getByLabel('År').selectOption(String(year));
  await expect.poll(() => figure('registrations')).toBe(all);
});

test('what was saved without a network is counted at once, and marked as not sent', async () => {
  const before = await figure('registrations');
  await expect(page.getByText(`Alt i ${year} er sendt.`)).toBeVisible();
  await setOsOnline(launched.app, false);
  const rows = await Promise.all([goodRow(page), goodRow(page, { participants: '2' })]);
  const session = await putRows(page, rows);
  expect(await finishSession(page, session)).toMatchObject({ registered: 2 });
  await expect.poll(() => figure('registrations')).toBe(before + 2);
  await expect(page.getByText(`2 av registreringene i ${year} er ikke sendt ennå.`)).toBeVisible();
  await page.getByRole('link', { name: '2 venter på sending' }).click();
  await expect(page.getByText('Neste forsøk: Når maskinen får nett')).toBeVisible();
  await page.getByRole('link', { name: 'Oversikt' }).click();
  await expect(page.locator('[data-figure=registrations]')).toBeVisible();
});

test('the report says the same as the screen in each shape, and what of it is not sent', async () => {
  await launched.app.evaluate(({ dialog }, to) => {
    dialog.showSaveDialog = (async (given: { defaultPath: string }) => ({
      canceled: false,
      filePath: `${to}/${given.defaultPath}`,
    })) as never;
  }, folder);
  const unsent = '2 registreringer i denne rapporten er ikke sendt ennå.';
  const [registrations, counted] = [await figure('registrations'), await figure('counted')];
  const save = async (button: string) => {
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByText('Rapporten er lagret.')).toBeVisible();
  };
  const fileOf = (ending: string) => join(folder, `feltbok-rapport-${year}.${ending}`);

  await test.step('as CSV', async () => {
    await save('Lagre som CSV');
    const { data } = Papa.parse<string[]>(readFileSync(fileOf('csv'), 'utf8'), { delimiter: ';' });
    expect(data.some(([first]) => first === unsent)).toBe(true);
    const start = data.findIndex(([first]) => first === 'Lag og typer');
    const total = data.slice(start).find(([first]) => first === 'I alt');
    expect(total?.slice(3, 6)).toEqual([registrations, counted, registrations - counted].map(String));
    const lines = data.slice(start + 2, data.indexOf(total ?? []));
    expect(lines.reduce((sum, line) => sum + Number(line[3]), 0)).toBe(registrations);
  });

  await test.step('in Nynorsk, with the months by their names', async () => {
    await callApi(page, 'app/setLanguage', { language: 'nn' });
    await callApi(page, 'overview/saveReport', { year, unitId: null, format: 'csv' });
    await callApi(page, 'app/setLanguage', { language: 'nb' });
    const { data } = Papa.parse<string[]>(readFileSync(fileOf('csv'), 'utf8'), { delimiter: ';' });
    const start = data.findIndex(([first]) => first === 'Månad for månad');
    expect(data.slice(start + 2, start + 4).map(([first]) => first)).toEqual(['Januar', 'Februar']);
    expect(data[start + 1]).toContain('Høyrselshjelparar');
  });

  await test.step('as a workbook', async () => {
    await save('Lagre som Excel');
    const front = await readSheet(fileOf('xlsx'), 1);
    expect(front.flat()).toContain(unsent);
    const rows = await readSheet(fileOf('xlsx'), 'Lag og typer');
    expect(rows.at(-1)?.slice(3, 5)).toEqual([registrations, counted]);
    expect(rows.slice(1, -1).reduce((sum, row) => sum + Number(row[3]), 0)).toBe(registrations);
  });

  await test.step('as PDF, printed in a window that is gone afterwards', async () => {
    await launched.app.evaluate(({ app }) => {
      app.once('browser-window-created', (_event, { webContents }) => {
        const printer = webContents as unknown as { getLastWebPreferences(): object };
        Object.assign(globalThis, { printer: printer.getLastWebPreferences() });
      });
    });
    await save('Lagre som PDF');
    const printer = await launched.app.evaluate(() => (globalThis as { printer?: object }).printer);
    expect(printer).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      javascript: false,
    });
    expect(printer).not.toHaveProperty('preload', expect.stringMatching(/./));
    const pdf = readFileSync(fileOf('pdf')).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    // Tagged, and in its language, for whoever has it read aloud.
    expect(pdf).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
    expect(pdf).toMatch(/\/Lang\s*\(nb\)/);
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThanOrEqual(1);
    const windows = await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    expect(windows).toBe(1);
  });
});

test('is without faults in the dark, in each language and with large text', async () => {
  for (const language of ['nn', 'en', 'nb'] as const) {
    await callApi(page, 'app/setLanguage', { language });
    const theme = language === 'nn' ? 'light' : 'dark';
    await callApi(page, 'app/setLook', { theme, contrast: 'normal', textSize: 100 });
    await page.reload();
    await expect(page.locator('.chart .recharts-label-list text').first()).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
  }
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await sidewaysScrollers(page)).toEqual([]);
});
