import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { accessibilityFaults } from '../support/check-page';
import { type LaunchedApp, launchApp } from '../support/launch-app';
import { signInAsDemo, unlock } from '../support/sign-in';
import { word } from '../support/wording';

const folder = mkdtempSync(join(tmpdir(), 'feltbok-lists-'));
let server: RunningServer;
let launched: LaunchedApp;
let page: Page;

test.describe.configure({ mode: 'serial', timeout: 240_000 });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
});
test.afterAll(async () => {
  await launched?.app.close().catch(() => undefined);
  await server?.close();
});

const said = (key: string) => word('nb', 'records', key);
const counted = (key: string, count: number) =>
  said(`${key}_${count === 1 ? 'one' : 'other'}`).replace('{{count, number}}', String(count));
const grid = () => page.locator('main [role=grid]');
const rows = () => grid().locator('.rows-body [role=row]');
const rowCount = async () => Number(await grid().getAttribute('aria-rowcount')) - 1;
const column = (name: string) => grid().getByRole('columnheader', { name, exact: true });
const chosen = () => grid().locator('[role=row][aria-selected=true]');

async function openList(): Promise<void> {
  await page.evaluate(() => {
    location.hash = '/';
  });
  await grid().locator('[role=row][aria-busy=false]').nth(1).waitFor();
}

test('filters, order and a search narrow the list, get a name, and are found again after a restart', async () => {
  await openList();
  const everything = await rowCount();
  await page.getByLabel(said('period'), { exact: true }).selectOption('last_year');
  await expect.poll(rowCount).toBeLessThan(everything);
  const lastYear = await rowCount();
  const year = new Date().getFullYear() - 1;
  await expect(rows().first()).toContainText(`.${year}`);
  await page.getByRole('button', { name: said('filters'), exact: true }).click();
  await page.getByLabel(said('countable'), { exact: true }).selectOption('true');
  await expect.poll(rowCount).toBeLessThan(lastYear);
  const counting = await rowCount();
  await column(word('nb', 'lists', 'activities.duration'))
    .getByRole('button')
    .click();
  await expect(column(word('nb', 'lists', 'activities.duration'))).toHaveAttribute('aria-sort', 'ascending');
  await expect(column(word('nb', 'lists', 'activities.date'))).toHaveAttribute('aria-sort', 'none');
  await page.keyboard.press('Enter');
  await expect(column(word('nb', 'lists', 'activities.duration'))).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(minutesFall).toBe(true);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/lists-filtered.png' });

  await page.getByRole('button', { name: said('view_save'), exact: true }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel(said('view_name')).fill('Det som teller i fjor');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect(page.getByLabel(said('view'), { exact: true })).toContainText('Det som teller i fjor');
  await page.getByLabel(said('view'), { exact: true }).selectOption({ label: said('view_none') });
  await expect.poll(rowCount).toBe(everything);

  await launched.app.close();
  launched = await launchApp({ api: server.url, userData: launched.userData });
  page = launched.page;
  await unlock(page);
  await openList();
  await page.getByLabel(said('view'), { exact: true }).selectOption({ label: 'Det som teller i fjor' });
  await expect.poll(rowCount).toBe(counting);
  await expect.poll(minutesFall).toBe(true);
});

async function minutesFall(): Promise<boolean> {
  const texts = await rows().locator('[role=gridcell]:nth-child(6)').allTextContents();
  const minutes = texts.filter((text) => text !== '').map(Number);
  return minutes.length > 3 && minutes.every((each, at) => at === 0 || each <= (minutes[at - 1] ?? 0));
}

test('lines are chosen with keys alone, saved as a file, deleted, and brought back as one', async () => {
  await page.getByLabel(said('view'), { exact: true }).selectOption('');
  await openList();
  const everything = await rowCount();
  await rows().first().locator('.line-open').focus();
  await page.keyboard.press('Control+Space');
  await expect(chosen()).toHaveCount(1);
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(chosen()).toHaveCount(3);
  await page.keyboard.press('Shift+ArrowUp');
  await expect(chosen()).toHaveCount(2);
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(chosen()).toHaveCount(4);
  await page.getByText(counted('chosen', 4), { exact: true }).waitFor();
  await expect(grid()).toHaveAttribute('aria-multiselectable', 'true');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/lists-chosen.png' });

  const file = join(folder, 'chosen.csv');
  await launched.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await page.getByRole('button', { name: said('export'), exact: true }).click();
  await page.getByText(counted('exported', 4)).waitFor();
  expect(readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(5);

  await rows().first().locator('.line-open').focus();
  await page.keyboard.press('Delete');
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('button', { name: counted('remove_yes', 4), exact: true }).click();
  await page.getByText(counted('removed', 4)).waitFor();
  await expect.poll(rowCount).toBe(everything - 4);
  await page.getByRole('button', { name: word('nb', 'common', 'undo.button'), exact: true }).click();
  await expect.poll(rowCount).toBe(everything);
});

test('everything is chosen with one key, with the mouse a part of it, and nothing with Escape', async () => {
  await openList();
  const everything = await rowCount();
  await rows().first().locator('.line-open').focus();
  await page.keyboard.press('Control+a');
  await page.getByText(counted('chosen', everything), { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await expect(chosen()).toHaveCount(0);
  await rows().nth(1).getByRole('checkbox').click();
  await rows()
    .nth(5)
    .locator('[role=gridcell]')
    .nth(3)
    .click({ modifiers: ['Shift'] });
  await expect(chosen()).toHaveCount(5);
  await rows()
    .nth(2)
    .locator('[role=gridcell]')
    .nth(3)
    .click({ modifiers: ['Control'] });
  await expect(chosen()).toHaveCount(4);
  await page.getByRole('button', { name: said('choose_none'), exact: true }).click();
  await expect(chosen()).toHaveCount(0);
});
