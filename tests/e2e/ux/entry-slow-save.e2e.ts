import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import { shareLine } from '../../support/call-api';
import { clearSession, openDraft, openSession } from '../../support/entry-session';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { signInAsDemo } from '../../support/sign-in';
import { slowLine } from '../../support/slow-line';

/** Longer than it takes to type a name. */
const saveMs = 250;
const pin = '[data-field=date] .pin';

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;
let reidar: string | undefined;

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await shareLine(launched.app, page);
  await openSession(page);
  await page.keyboard.type('reidar');
  await page.keyboard.press('Enter');
  await expect.poll(mentor).toBeTruthy();
  reidar = await mentor();
  await slowLine(page, saveMs);
});
test.afterAll(async () => {
  await launched?.app.close().catch(() => undefined);
  await server?.close();
});
test.beforeEach(async () => {
  await clearSession(page);
  await openSession(page);
});

test('letters typed on the pin that she clicked while a cell was saved go nowhere', async () => {
  await page.keyboard.type('reidar');
  await page.keyboard.press('Enter');
  await page.locator(pin).click();
  await page.keyboard.type('kari', { delay: saveMs / 3 });
  await isSaved();
  await expect(page.locator(pin)).toBeFocused();
  expect(await cells()).toEqual([{ mentor: reidar }]);
});

test('letters typed after F6 on the pin go into the rows whole, also while a cell is saved', async () => {
  await page.keyboard.type('reidar');
  await page.locator(pin).click();
  await page.keyboard.press('F6');
  await page.keyboard.type('kari', { delay: 20 });
  await isSaved();
  await expect(page.locator('[role=gridcell][data-cell=mentor] input')).toHaveValue('kari');
});

test('letters typed after Shift+Tab out of the rows leave the cell as it is saved', async () => {
  await page.keyboard.type('reidar');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('kari', { delay: 20 });
  await isSaved();
  expect(await cells()).toEqual([{ mentor: reidar }]);
});

test('keys that wait behind the one that leads out of the rows do nothing in them', async () => {
  await page.keyboard.type('reidar');
  for (const key of ['Enter', 'Shift+F6', 'Tab', 'Space', 'k']) await page.keyboard.press(key);
  await isSaved();
  await expect(page.locator('#header-unit')).toBeFocused();
  expect(await cells()).toEqual([{ mentor: reidar }]);
});

async function cells() {
  return (await openDraft(page)).rows.map((row) => row.cells);
}

async function mentor(): Promise<string | undefined> {
  return (await cells())[0]?.mentor;
}

/** What is typed is kept after a pause, and goes off late. */
async function isSaved(): Promise<void> {
  await page.waitForTimeout(4 * saveMs + 400);
}
