import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { callApi, shareLine } from '../support/call-api';
import { accessibilityFaults } from '../support/check-page';
import { openDraft } from '../support/entry-session';
import { type LaunchedApp, launchApp } from '../support/launch-app';
import { sentence } from '../support/sentence';
import { signInAsDemo, unlock } from '../support/sign-in';

const pictures = resolve(import.meta.dirname, '../../artifacts/settings');
const all = { offset: 0, limit: 1 };
let server: RunningServer;
let launched: LaunchedApp;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await shareLine(launched.app, page);
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
});

test('a practice session is offered after the first download, goes by keyboard, and saves and sends nothing', async () => {
  const before = await onServer();
  await page.getByRole('button', { name: word('start'), exact: true }).click();
  await says('roster');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('ArrowLeft');
  await says('tick');
  await page.keyboard.press('F6');
  await page.keyboard.press('F6');
  await expect(page.locator('[data-part=tick]').first()).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await says('minutes');
  await page.keyboard.type('60');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('[data-part=tick]').first()).toBeFocused();
  await picture('practice-minutes');
  await page.keyboard.type('1t30');
  await page.keyboard.press('Enter');
  await says('mistake');
  await expect(page.locator('[data-part=minutes]').last()).toHaveValue('9x');
  await page.keyboard.press('F8');
  await expect(page.locator('[data-part=minutes][aria-invalid=true]')).toBeFocused();
  expect(await accessibilityFaults(page)).toEqual([]);
  await picture('practice-mistake');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('90');
  await page.keyboard.press('Enter');
  await says('finish');
  await page.keyboard.press('Control+s');
  await says('done');
  await picture('practice-done');
  await page.keyboard.press('Escape');
  await expect(page.locator('.practice-guide')).toHaveCount(0);
  await expect(page.getByText(word('offer'))).toHaveCount(0);
  expect((await openDraft(page)).rows).toEqual([]);
  expect(await callApi(page, 'sync/status')).toMatchObject({ waiting: 0, drafts: 0, needsPerson: 0 });
  expect(await onServer()).toBe(before);
});

test('the practice session can be begun again from the settings and left in the middle', async () => {
  await openSettings();
  await page.getByRole('button', { name: word('open') }).click();
  await says('roster');
  await page.keyboard.press('ArrowLeft');
  await says('tick');
  await page.keyboard.press('Escape');
  await expect(page.locator('.practice-guide')).toHaveCount(0);
  await expect(
    page.getByRole('heading', { level: 1, name: sentence('common', 'settings.heading') }),
  ).toBeVisible();
});

test('somebody who is not on the roster is added to the practice session, and to nothing else', async () => {
  const known = async () => (await callApi<{ total: number }>(page, 'peerMentors/list', all)).total;
  const before = await known();
  await openSettings();
  await page.getByRole('button', { name: word('open') }).click();
  await says('roster');
  await page.keyboard.press('F6');
  await page.keyboard.press('F6');
  await expect(page.locator('[role=gridcell][data-active] input')).toBeFocused();
  await page.keyboard.type('Ny Venn');
  await page.keyboard.press('Enter');
  const offer = page.getByRole('button', { name: sentence('batch', 'offer.propose_mentor') });
  await expect(offer).toBeVisible();
  await page.keyboard.press('Alt+Enter');
  await expect(offer).toHaveCount(0);
  await expect(page.locator('[role=gridcell][data-cell=mentor]').first()).toHaveText('Ny Venn');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: word('leave') }).click();
  expect(await known()).toBe(before);
});

test('the list of parts leads to each part', async () => {
  await picture('settings');
  const name = sentence('settings', 'parts.privacy');
  await page.getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name })).toBeFocused();
});

test('high contrast and large text are seen at once and after a restart, and lose nothing', async () => {
  await page.getByLabel(sentence('settings', 'contrast'), { exact: false }).check();
  await page.getByLabel(sentence('settings', 'text_size')).selectOption('150');
  await expectLook();
  for (const theme of ['light', 'dark']) {
    await page.getByLabel(sentence('common', 'settings.theme'), { exact: true }).selectOption(theme);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(`contrast-${theme}`);
  }
  const sideways = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await sideways()).toBeLessThanOrEqual(0);

  await launched.app.close();
  launched = await launchApp({ api: server.url, userData: launched.userData });
  page = launched.page;
  await unlock(page);
  await page.getByRole('navigation').first().waitFor();
  await expectLook();
  await expect(page.getByText(word('offer'))).toHaveCount(0);
});

async function expectLook(): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'high');
  await expect
    .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).fontSize))
    .toBe('24px');
}

async function openSettings(): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: sentence('common', 'nav.settings') })
    .click();
  await page.getByRole('heading', { level: 1, name: sentence('common', 'settings.heading') }).waitFor();
}

function word(key: string): string {
  return sentence('practice', key);
}

/** Every step says what it is, and that it is practice. */
async function says(step: string): Promise<void> {
  await page.getByRole('heading', { level: 2, name: word(`${step}.heading`) }).waitFor();
  await expect(page.getByText(word('banner'))).toBeVisible();
}

async function onServer(): Promise<number> {
  return (await server.sql('SELECT 1 FROM activities')).length;
}

async function picture(name: string): Promise<void> {
  await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800),
  );
  await page.screenshot({ path: `${pictures}/${name}.png` });
}
