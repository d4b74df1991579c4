import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { openDatabase } from '../../src/main/database/open-database';
import { readSession } from '../../src/main/database/session-row';
import { callApi, shareLine } from '../support/call-api';
import { accessibilityFaults } from '../support/check-page';
import { type LaunchedApp, launchApp, setOsOnline } from '../support/launch-app';
import { waysToWrite } from '../support/needles';
import { vaultOf } from '../support/profile-files';
import { finishSession, goodRow, putRows } from '../support/register';
import { type Relay, startRelay } from '../support/relay';
import { sentence } from '../support/sentence';
import { signInAsDemo, unlock } from '../support/sign-in';
import { migrationsFolder } from '../support/test-database';
import { type TrayItem, type TrayWatcher, watchTray } from '../support/tray-watcher';

const folder = mkdtempSync(join(tmpdir(), 'feltbok-lock-'));
const userData = join(folder, 'profile');
const phrase = 'fire blå fjell om høsten';
let server: RunningServer;
let relay: Relay;
let watcher: TrayWatcher;
let launched: LaunchedApp;
let page: Page;
let tray: TrayItem;

test.describe.configure({ mode: 'serial', timeout: 240_000 });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  relay = await startRelay(server.url);
  watcher = await watchTray();
  launched = await launchApp({ api: relay.url, userData });
  page = launched.page;
  tray = await watcher.item();
  await signInAsDemo(page);
  await statusIs('synced');
  await shareLine(launched.app, page);
});
test.afterAll(async () => {
  await launched?.app.close().catch(() => undefined);
  watcher?.stop();
  await relay?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test('locks by a key: nothing is sent, the tray says how many wait, and they go when it is unlocked', async () => {
  relay.refuse();
  await setOsOnline(launched.app, false);
  await finishSession(page, await putRows(page, [await goodRow(page, { note: 'Låst 1' })]));
  await statusIs('offline_pending');
  await page.keyboard.press('Control+Shift+L');
  await isLocked();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/locked.png' });
  const locked = sentence('shared', 'status.locked').replace('{{count}}', '1');
  await expect.poll(() => tray.tooltip()).toContain(locked);
  expect((await tray.menu()).map(({ label }) => label)).not.toContain(sentence('shared', 'tray.lock'));
  relay.open();
  await setOsOnline(launched.app, true);
  const before = relay.requests.length;
  await page.waitForTimeout(5000);
  expect(relay.requests.slice(before)).toEqual([]);
  await unlock(page, phrase);
  await expect
    .poll(async () => (await server.sql(`SELECT 1 FROM activities WHERE note = 'Låst 1'`)).length)
    .toBe(1);
});

test('a page that is locked is told nothing but how to unlock', async () => {
  await lockFromTray();
  await page.waitForFunction(() => window.linePort !== undefined);
  for (const path of [
    'drafts/open',
    'activities/list',
    'sync/status',
    'computer/lock',
    'support/saveDiagnostics',
  ])
    await expect(callApi(page, path, {})).rejects.toThrow(/LOCKED/);
  expect(await callApi(page, 'profiles/list')).toBeTruthy();
  await unlock(page, phrase);
});

test('the key, the passphrase and the sign-in are in no snapshot of the main process after locking', async () => {
  await page.getByRole('navigation').first().waitFor();
  const key = await vaultOf(userData).openWith(phrase);
  if (!key) throw new Error('The passphrase does not open the profile.');
  const control = Buffer.from('0123456789abcdef0123456789abcdef');
  await lockFromTray();
  const token = readToken(key);
  const file = join(folder, 'main.heapsnapshot');
  await launched.app.evaluate(
    (_electron, { to, hex }) => {
      Object.assign(globalThis, { control: hex });
      const v8 = process.getBuiltinModule('node:v8') as typeof import('node:v8');
      (globalThis as { gc?: () => void }).gc?.();
      v8.writeHeapSnapshot(to);
    },
    { to: file, hex: control.toString('hex') },
  );
  const snapshot = readFileSync(file);
  const found = (secret: Buffer) =>
    Object.entries(waysToWrite(secret))
      .filter(([, forms]) => forms.some((form) => snapshot.includes(form)))
      .map(([way]) => way);
  // The search sees what is there: a text that was put into memory for it.
  expect(found(control)).toContain('hex, small');
  expect(found(key)).toEqual([]);
  expect(found(Buffer.from(phrase))).toEqual([]);
  expect(found(Buffer.from(token))).toEqual([]);
  await unlock(page, phrase);
});

test('locks by itself after the time she chose, with the computer, and never against her choice', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Innstillinger' }).click();
  await launched.app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 301;
    powerMonitor.emit('suspend');
    powerMonitor.emit('lock-screen');
  });
  await page.waitForTimeout(11_000);
  await expect(page.getByRole('heading', { level: 1, name: 'Innstillinger' })).toBeVisible();
  const choice = page.getByRole('combobox', { name: sentence('common', 'computer.lock_after') });
  await choice.scrollIntoViewIfNeeded();
  await page.screenshot({ path: 'artifacts/lock-choice.png' });
  await choice.selectOption('15');
  await page.waitForTimeout(11_000);
  await expect(choice).toBeVisible();
  await choice.selectOption('5');
  await isLocked();
  await launched.app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 0;
  });
  for (const event of ['suspend', 'lock-screen']) {
    await unlock(page, phrase);
    await page.getByRole('navigation').first().waitFor();
    await launched.app.evaluate(({ powerMonitor }, name) => {
      powerMonitor.emit(name as 'suspend');
    }, event);
    await isLocked();
  }
});

/** A locked profile is closed, so that another process may open it with the key. */
function readToken(key: Buffer): string {
  const opened = openDatabase({ file: join(userData, 'feltbok.db'), key, migrationsFolder });
  if (opened.kind !== 'open') throw new Error(`The locked profile does not open: ${opened.problem}`);
  const token = readSession(opened.database)?.refreshToken;
  opened.database.close();
  if (!token) throw new Error('Nobody is signed in.');
  return token;
}

async function lockFromTray(): Promise<void> {
  await page.getByRole('navigation').first().waitFor();
  await tray.click(sentence('shared', 'tray.lock'));
  await isLocked();
}

async function isLocked(): Promise<void> {
  await page.getByRole('heading', { name: sentence('common', 'passphrase.enter_heading') }).waitFor();
}

async function statusIs(kind: string): Promise<void> {
  const bar = page.locator('.status-bar [data-status]');
  await expect(bar).toHaveAttribute('data-status', kind, { timeout: 60_000 });
}
