import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import { shareLine } from '../../support/call-api';
import { changeBehindHer } from '../../support/change-behind-her';
import { accessibilityFaults } from '../../support/check-page';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { openRoute } from '../../support/open-screen';
import { finishSession, goodRow, putRows } from '../../support/register';
import { sentence } from '../../support/sentence';
import { signInAsDemo } from '../../support/sign-in';

const pictures = resolve(import.meta.dirname, '../../../artifacts/can-wait');
let server: RunningServer;
let launched: LaunchedApp;
let page: Page;

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await shareLine(launched.app, page);
  await expect(bar()).toHaveAttribute('data-status', 'synced');
});
test.afterAll(async () => {
  await launched?.app.close().catch(() => undefined);
  await server?.close();
});

test('a possible duplicate has its number in the menu, is said to be able to wait, and needs her nowhere', async () => {
  const row = await goodRow(page);
  await finishSession(page, await putRows(page, [row, { ...row, duration: '55' }]));
  await expect(bar()).toHaveAttribute('data-status', 'synced');
  await openRoute(page, '/settings');
  await expect(inMenu()).toHaveAccessibleName(
    `${sentence('common', 'nav.attention')} ${said('common', 'nav.can_wait_one', 1)}`,
  );
  await expect(inMenu().locator('.ds-badge')).toHaveAttribute('data-count', '1');
  await openRoute(page, '/attention');
  await expect(page.getByText(sentence('attention', 'why_can_wait'))).toBeVisible();
  await expect(page.locator('.attention-sum')).toHaveText(
    `${sentence('attention', 'needs_zero')}, ${said('attention', 'can_wait_one', 1)}`,
  );
  await expect(bar()).toHaveAttribute('data-status', 'synced');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: resolve(pictures, 'only-a-duplicate.png') });
});

test('beside what needs her, menu, inbox and status say the same number, and what is left can wait', async () => {
  await changeBehindHer(server, page, { count: 1, mine: 33, theirs: 44 });
  await expect(page.locator('.status-line').first()).toHaveText(/^1 registrering trenger deg/);
  await expect(inMenu().locator('.ds-badge')).toHaveAttribute('data-count', '1');
  await expect(inMenu()).toHaveAccessibleName(new RegExp(said('common', 'nav.needs_you_one', 1)));
  await openRoute(page, '/attention');
  await expect(page.locator('.attention-sum')).toHaveText(
    `${said('attention', 'needs_one', 1)}, ${said('attention', 'can_wait_one', 1)}`,
  );
  await page.screenshot({ path: resolve(pictures, 'both.png') });
  await page.locator('#attention-title').focus();
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('Control+s');
  await expect(page.locator('.attention-said')).toContainText(said('attention', 'done_needing_one', 1));
});

const bar = () => page.locator('.status-bar [data-status]');
const inMenu = () => page.locator('.menu [href$="/attention"]');
const said = (file: 'common' | 'attention', key: string, count: number) =>
  sentence(file, key).replace('{{count}}', String(count));
