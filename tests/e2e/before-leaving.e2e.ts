import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { shareLine } from '../support/call-api';
import { accessibilityFaults } from '../support/check-page';
import { type LaunchedApp, launchApp, setOsOnline } from '../support/launch-app';
import { finishSession, goodRow, putRows } from '../support/register';
import { type Relay, startRelay } from '../support/relay';
import { sentence } from '../support/sentence';
import { signInAsDemo } from '../support/sign-in';
import type { WordingFile } from '../support/wording';

const folder = mkdtempSync(join(tmpdir(), 'feltbok-before-'));
const file = join(folder, 'handover.feltbok');
let server: RunningServer;
let relay: Relay;
let launched: LaunchedApp;
let other: LaunchedApp | undefined;
let page: Page;
let code = '';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  relay = await startRelay(server.url);
  launched = await launchApp({ api: relay.url });
  page = launched.page;
  await signInAsDemo(page);
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
  await shareLine(launched.app, page);
});

test.afterAll(async () => {
  await launched?.app.close().catch(() => undefined);
  await other?.app.close().catch(() => undefined);
  await relay?.close();
  await server?.close();
});

const line = (check: string) => page.locator(`[data-check=${check}]`);
const button = (on: Page, namespace: WordingFile, key: string) =>
  on.getByRole('button', { name: sentence(namespace, key), exact: true });

test('is found in the menu, and says that everything is in order', async () => {
  await page.getByRole('link', { name: sentence('common', 'nav.ready') }).click();
  await page.getByRole('heading', { level: 1, name: sentence('ready', 'heading') }).waitFor();
  await page.getByText(sentence('ready', 'ready'), { exact: true }).waitFor();
  await expect(page.locator('[data-check]')).toHaveCount(7);
  await expect(page.locator('[data-state=missing]')).toHaveCount(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/before-leaving-online.png' });
});

test('says without a network what waits, that it is safe, and keeps nobody from leaving', async () => {
  relay.refuse();
  await setOsOnline(launched.app, false);
  const sessionId = await putRows(page, [await goodRow(page), await goodRow(page, { duration: '45' })]);
  await finishSession(page, sessionId);
  await expect(line('sent')).toHaveAttribute('data-state', 'note');
  await expect(line('sent')).toContainText('2');
  await expect(line('sent')).toContainText(sentence('ready', 'fix.connect'));
  await page.getByText(sentence('ready', 'ready'), { exact: true }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/before-leaving-offline.png' });
});

test('names what is missing, with the way to mend it', async () => {
  await server.sql(`UPDATE refresh_tokens SET revoked_at = now()`);
  relay.open();
  await setOsOnline(launched.app, true);
  await button(page, 'common', 'status_bar.sign_in').waitFor();
  await expect(line('sign_in')).toHaveAttribute('data-state', 'missing');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/before-leaving-missing.png' });
  await line('sign_in').getByRole('button').click();
  await page.locator('dialog[open] form').waitFor();
  await page.keyboard.press('Escape');
});

test('hands what waits over in a locked file whose code is shown once', async () => {
  await chooseInDialogs(launched, file);
  await page.getByRole('link', { name: sentence('common', 'nav.sync') }).click();
  await button(page, 'handover', 'save').click();
  code = (await page.locator('.file-code').textContent()) ?? '';
  await expect(page.locator('.file-code')).toBeInViewport();
  expect(code).toMatch(/^(\w{4}-){3}\w{4}$/);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/hand-over.png' });
});

test('another computer takes it over with the keyboard alone, and sends it', async () => {
  other = await launchApp({ api: server.url });
  const there = other.page;
  await signInAsDemo(there);
  await expect(there.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
  await chooseInDialogs(other, file);
  await there.getByRole('link', { name: sentence('common', 'nav.sync') }).press('Enter');
  await button(there, 'handover', 'choose').press('Enter');
  const field = there.getByLabel(sentence('handover', 'code_label'));
  await expect(field).toBeFocused();
  await there.keyboard.type('0000 0000 0000 0000');
  await there.keyboard.press('Enter');
  await there.getByText(sentence('handover', 'wrong_code')).waitFor();
  expect(await accessibilityFaults(there)).toEqual([]);
  await field.fill(code.toLowerCase());
  await there.keyboard.press('Enter');
  await there.locator('.sync-part [role=status] [data-color=success]').waitFor();
  await expect
    .poll(() =>
      server.sql(
        `SELECT 1 FROM audit_log WHERE action = 'create' AND entity = 'activities' AND device_id IS NOT NULL`,
      ),
    )
    .toHaveLength(2);
});

test('a file for whoever helps is saved from the about page, also in the settings', async () => {
  const bundle = join(folder, 'support.json');
  await chooseInDialogs(launched, bundle);
  await page.evaluate(() => {
    location.hash = '/about';
  });
  await button(page, 'common', 'diagnostics.save').click();
  await page.getByText(sentence('common', 'diagnostics.saved')).waitFor();
  expect(JSON.parse(readFileSync(bundle, 'utf8'))).toMatchObject({
    format: 'feltbok diagnostics 1',
    database: { counts: { 'outbox.activities.pending': 2 } },
  });
  expect(await accessibilityFaults(page)).toEqual([]);
});

/** What the person would choose in the windows that the main process opens. */
async function chooseInDialogs({ app }: LaunchedApp, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}
