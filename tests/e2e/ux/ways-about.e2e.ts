import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import { shareLine } from '../../support/call-api';
import { changeBehindHer } from '../../support/change-behind-her';
import { accessibilityFaults } from '../../support/check-page';
import { focusIs, openSession } from '../../support/entry-session';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { openList, openRoute } from '../../support/open-screen';
import { sentence } from '../../support/sentence';
import { signInAsDemo } from '../../support/sign-in';

/** Between any two parts of a screen lie at most so many presses of Tab. */
const mostTabs = 3;
const inMenu = '.menu [aria-current=page]';
const inList = 'main [role=grid] [data-line]';
const inRows = '[role=gridcell][data-active] input';

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;

test.setTimeout(60_000);

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await shareLine(launched.app, page);
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
});
test.afterAll(async () => {
  await launched?.app.close().catch(() => undefined);
  await server?.close();
});

for (const [name, route] of [
  ['registrations', '/'],
  ['peer mentors', '/mentors'],
] as const)
  test(`07 a few presses of Tab lead from the heading of ${name} to its rows, and from those to the menu`, async () => {
    await openRoute(page, '/settings');
    await openList(page, route);
    await focusIs(page, 'main h1');
    await goBy('Tab', 'skip_to.rows');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await focusIs(page, inList);
    await goBy('Shift+Tab', 'skip_to.menu');
    await page.keyboard.press('Enter');
    await focusIs(page, inMenu);
  });

test('07 a few presses of Tab lead from the first cell of the session to the menu, and from there back', async () => {
  await openSession(page);
  await goBy('Shift+Tab', 'skip_to.menu');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await focusIs(page, inMenu);
  await page.keyboard.press('End');
  await focusIs(page, '.menu button');
  await goBy('Tab', 'skip_to.rows');
  await page.keyboard.press('Enter');
  await focusIs(page, inRows);
  await page.locator('#header-setting').focus();
  await page.keyboard.press('Enter');
  await focusIs(page, inRows);
});

test('07 the arrows go through the menu, and F6 goes between the rows of a list and its search', async () => {
  await openList(page, '/');
  await page.locator(inMenu).focus();
  await page.keyboard.press('ArrowDown');
  await focusIs(page, '.menu [href="#/mentors"], .menu [href="/mentors"]');
  await page.keyboard.press('ArrowUp');
  await focusIs(page, inMenu);
  await page.keyboard.press('F6');
  await focusIs(page, inList);
  await page.keyboard.press('F6');
  await focusIs(page, 'main input[type=search]');
  await page.keyboard.press('F6');
  await focusIs(page, inList);
});

test('26 F6 pressed before the inbox is read leads to its list once that stands', async () => {
  await changeBehindHer(server, page, { count: 1, mine: 33, theirs: 44 });
  await openRoute(page, '/settings');
  await page.evaluate(pressAsSoonAsShown);
  await openRoute(page, '/attention');
  await focusIs(page, '.attention-entry');
});

/** Presses the key in the moment in which the heading of the next screen takes the focus, before anything is read. */
function pressAsSoonAsShown(): void {
  const main = document.querySelector('main');
  const press = () =>
    queueMicrotask(() =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'F6', bubbles: true })),
    );
  main?.addEventListener('focusin', press, { once: true });
}

/** Presses the key until the way out is reached, which is in sight then. */
async function goBy(key: 'Tab' | 'Shift+Tab', way: string): Promise<void> {
  const link = page.locator('main').getByRole('link', { name: sentence('common', way), exact: true });
  const passed: string[] = [];
  for (let presses = 0; presses < mostTabs; presses += 1) {
    await page.keyboard.press(key);
    if (await link.evaluateAll((all) => all.includes(document.activeElement as HTMLElement))) {
      const { width = 0, height = 0 } = (await page.locator(':focus').boundingBox()) ?? {};
      expect(Math.min(width, height)).toBeGreaterThan(24);
      return;
    }
    passed.push(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 90) ?? ''));
  }
  throw new Error(`${mostTabs} × ${key} did not lead to ${way}, only to: ${passed.join(' | ')}`);
}
