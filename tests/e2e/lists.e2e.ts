import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { callApi, shareLine } from '../support/call-api';
import { accessibilityFaults } from '../support/check-page';
import { type LaunchedApp, launchApp } from '../support/launch-app';
import { signInAsDemo, unlock } from '../support/sign-in';
import { shownText } from '../support/window';
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

const pauseSending = (until: number | null) => callApi(page, 'sync/pause', { until });

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

test('a registration is changed on its page, whose history tells it, and the list is as she left it', async () => {
  await shareLine(launched.app, page);
  await openList();
  await page.getByLabel(said('period'), { exact: true }).selectOption('last_year');
  await expect(rows().first()).toContainText(`.${new Date().getFullYear() - 1}`);
  await rows().first().locator('.line-open').focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('PageDown');
  const line = await page.evaluate(() => document.activeElement?.getAttribute('data-line'));
  expect(Number(line)).toBeGreaterThan(10);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: said('history'), exact: true }).waitFor();
  expect(page.url()).toMatch(/#\/record$/);
  await page.getByText(said('history_none'), { exact: true }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/record.png' });

  await page.getByRole('button', { name: said('edit'), exact: true }).click();
  const minutes = page.getByLabel(word('nb', 'sync', 'field.durationMin'), { exact: true });
  await minutes.fill('9x');
  await page.keyboard.press('Enter');
  await expect(minutes).toHaveAttribute('aria-invalid', 'true');
  await page.getByText(said('fault.duration_wrong'), { exact: true }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/record-form.png' });
  await minutes.fill('217');
  await page.keyboard.press('Enter');
  const entry = page.locator('.history-line[data-action=updated]');
  await expect(entry).toContainText('→ 217');
  await expect(entry.locator('[data-sent=true]')).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: word('nb', 'common', 'undo.button'), exact: true }).click();
  await expect(page.locator('.history-line[data-action=undone]')).toBeVisible();

  await page.keyboard.press('Escape');
  await grid().waitFor();
  await page.waitForFunction((at) => document.activeElement?.getAttribute('data-line') === at, line);
  await expect(page.getByLabel(said('period'), { exact: true })).toHaveValue('last_year');
  await page.getByLabel(said('period'), { exact: true }).selectOption('all');
});

test('a disagreement stands on the page of its registration, and is answered there', async () => {
  await openList();
  await pauseSending(Date.now() + 3_600_000);
  const { lines } = await callApi<{ lines: { id: string }[] }>(page, 'activities/list', {
    offset: 2,
    limit: 1,
  });
  const id = lines[0]?.id ?? '';
  await callApi(page, 'activities/update', { id, changes: { durationMin: 33 } });
  await server.sql('UPDATE activities SET duration_min = 44 WHERE id = $1', [id]);
  await pauseSending(null);
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'attention');
  await openList();
  await rows().nth(2).locator('.line-open').click();
  const table = page.getByRole('table');
  await expect(table).toContainText('33');
  await expect(table).toContainText('44');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/record-conflict.png' });
  await page.getByRole('button', { name: said('conflict_mine_use'), exact: true }).click();
  await expect(table).toHaveCount(0);
  await expect
    .poll(async () => (await server.sql('SELECT duration_min AS m FROM activities WHERE id = $1', [id]))[0], {
      timeout: 20_000,
    })
    .toEqual({ m: 33 });
});

test('a peer mentor has her months, and a new row for her stands in the entry session', async () => {
  await page.locator('a[href="#/mentors"]').click();
  await grid().locator('[role=row][aria-busy=false]').nth(1).waitFor();
  const last = column(said('last'));
  await last.getByRole('button').click();
  await expect(last).toHaveAttribute('aria-sort', 'ascending');
  await page.screenshot({ path: 'artifacts/mentors.png' });
  expect(await accessibilityFaults(page)).toEqual([]);
  const name = (await rows().nth(1).locator('.line-open').textContent()) ?? '';
  await rows().nth(1).locator('.line-open').click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  expect(page.url()).toMatch(/#\/mentor$/);
  await expect(page.locator('.months tbody tr')).toHaveCount(12);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/mentor.png' });
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-line') === '1');
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: said('register_for').replace('{{name}}', name), exact: true })
    .click();
  await page.locator('[role=grid] [data-cell=mentor]').first().waitFor();
  await expect.poll(() => shownText(page)).toContain(name);
});

test('people met have labels and no names, until the organisation says that they have names', async () => {
  await page.evaluate(() => {
    location.hash = '/contacts';
  });
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  const label = word('nb', 'lists', 'contacts.pseudonym');
  await heading(word('nb', 'lists', 'contacts.heading')).waitFor();
  await grid().locator('[role=row][aria-busy=false]').nth(1).waitFor();
  await expect(column(label)).toBeVisible();
  await expect(column(said('named.name'))).toHaveCount(0);
  await page.getByRole('button', { name: word('nb', 'lists', 'contacts.add'), exact: true }).click();
  const form = page.locator('dialog[open] form');
  await expect(form.getByLabel(label)).toBeVisible();
  await expect(form.getByLabel(said('named.name'), { exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');

  await server.sql(`UPDATE settings SET value = '"named"'::jsonb WHERE key = 'contact_identity'`);
  await callApi(page, 'sync/now');
  await heading(said('named.heading')).waitFor();
  await expect(column(said('named.name'))).toBeVisible();
  await expect(page.locator('nav a[aria-current=page]')).toHaveText(said('named.heading'));
  await page.getByRole('button', { name: word('nb', 'lists', 'contacts.add'), exact: true }).click();
  await form.getByLabel(said('named.name'), { exact: true }).fill('Astrid Prøvesen');
  const phone = form.getByLabel(said('named.phone'), { exact: true });
  await phone.fill('ring meg');
  await form.getByLabel(said('named.email'), { exact: true }).fill('astrid@eksempel.example');
  await page.keyboard.press('Enter');
  await expect(form.getByText(said('named.phone_wrong'))).toBeVisible();
  await phone.fill('901 23 456');
  expect(await accessibilityFaults(page)).toEqual([]);
  const unit = form.getByLabel(word('nb', 'lists', 'unit'), { exact: true });
  if ((await unit.inputValue()) === '') await unit.selectOption({ index: 1 });
  await page.keyboard.press('Enter');
  await page.getByText(word('nb', 'lists', 'contacts.added'), { exact: true }).waitFor();
  await expect(grid()).toContainText('Astrid Prøvesen');
  await expect(grid()).toContainText('901 23 456');
});

test('a person is changed in the form in which she was added, undone, and written to a file that is asked for', async () => {
  const search = page.getByRole('searchbox');
  await search.fill('Astrid Prøvesen');
  await expect.poll(rowCount).toBe(1);
  const opening = rows().first().locator('.line-open');
  await opening.focus();
  await page.keyboard.press('Enter');
  const form = page.locator('dialog[open] form');
  await expect(form.getByRole('heading', { name: word('nb', 'lists', 'contacts.change') })).toBeVisible();
  const phone = form.getByLabel(said('named.phone'), { exact: true });
  await expect(phone).toHaveValue('901 23 456');
  await expect(form.getByLabel(said('named.name'), { exact: true })).toBeFocused();
  await phone.fill('908 76 543');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText(word('nb', 'lists', 'activities.saved'), { exact: true }).waitFor();
  await expect(grid()).toContainText('908 76 543');
  await expect(opening).toBeFocused();
  await page.screenshot({ path: 'artifacts/contact-changed.png' });
  await page.getByRole('button', { name: word('nb', 'common', 'undo.button'), exact: true }).click();
  await expect(grid()).toContainText('901 23 456');

  const path = join(folder, 'personer.csv');
  await launched.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await page.getByRole('button', { name: word('nb', 'sessions', 'export'), exact: true }).click();
  await page.getByRole('button', { name: word('nb', 'sessions', 'format.csv'), exact: true }).click();
  await expect(page.getByText('1 person er lagret i filen.')).toBeVisible();
  expect(readFileSync(path, 'utf8')).toContain('Astrid Prøvesen;901 23 456;astrid@eksempel.example');
  await page.screenshot({ path: 'artifacts/contacts.png' });
});
