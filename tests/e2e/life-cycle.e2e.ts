import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ElectronApplication, expect, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { shareLine } from '../support/call-api';
import { datesOnServer } from '../support/dates-on-server';
import { launchAgain, launchApp, launchHidden, setOsOnline } from '../support/launch-app';
import { goodRow, putRows } from '../support/register';
import { type Relay, startRelay } from '../support/relay';
import { sentence } from '../support/sentence';
import { signInAsDemo, unlock } from '../support/sign-in';
import { type TrayWatcher, watchTray } from '../support/tray-watcher';
import { closeWindow, isVisible } from '../support/window';

let server: RunningServer;
let relay: Relay;
let folder: string;
const running = new Set<ElectronApplication>();

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  relay = await startRelay(server.url);
});
test.afterAll(async () => {
  await relay?.close();
  await server?.close();
});
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-life-'));
});
test.afterEach(async () => {
  for (const app of running) await app.close().catch(() => undefined);
  running.clear();
  // A process of Chromium may be writing there still.
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test('what waits behind a closed window is sent when the network is back, without anybody doing anything', async () => {
  const launched = await launchApp({ api: relay.url, userData: folder });
  const { app, page } = launched;
  running.add(app);
  await signInAsDemo(page);
  await statusIs('synced');
  await shareLine(app, page);
  await setOsOnline(app, false);
  await statusIs('offline_clean');
  await page.getByRole('navigation').getByRole('link', { name: 'Innstillinger' }).click();
  await putRows(page, [await goodRow(page, { note: 'Bak lukket vindu' })]);
  await page.keyboard.press('Control+n');
  await page.waitForFunction(() => document.activeElement?.matches('[role=gridcell][data-active] input'));
  await page.keyboard.press('Control+s');
  await statusIs('offline_pending');

  await closeWindow(launched);
  await expect.poll(() => isVisible(launched)).toBe(false);
  await setOsOnline(app, true);
  await expect.poll(() => datesOnServer(server, 'Bak lukket vindu')).toHaveLength(1);
  expect(await isVisible(launched)).toBe(false);

  async function statusIs(kind: string): Promise<void> {
    const bar = page.locator('.status-bar [data-status]');
    await expect(bar).toHaveAttribute('data-status', kind, { timeout: 60_000 });
  }
});

test('starting with the computer is a file that desktops read, and the settings say what stands there', async () => {
  const { app, page } = await launchApp({
    api: relay.url,
    userData: join(folder, 'profile'),
    env: { XDG_CONFIG_HOME: join(folder, 'config') },
  });
  running.add(app);
  await signInAsDemo(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Innstillinger' }).click();
  const choice = page.getByRole('switch', { name: sentence('common', 'computer.autostart') });
  await expect(choice).not.toBeChecked();
  await choice.check();
  await expect(choice).toBeChecked();
  const file = join(folder, 'config', 'autostart', 'feltbok-demo-horsel.desktop');
  const command = /^Exec=(.*)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.split(' ') ?? [];
  expect(existsSync(command[0] ?? '')).toBe(true);
  expect(existsSync(join(command[1] ?? '', 'package.json'))).toBe(true);
  expect(command.slice(2)).toEqual(['--hidden']);

  await test.step('the desktop turns it off', async () => {
    writeFileSync(file, `${readFileSync(file, 'utf8')}Hidden=true\n`);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(choice).not.toBeChecked();
  });

  await test.step('it is turned on again, and off', async () => {
    await choice.check();
    await expect(choice).toBeChecked();
    expect(readFileSync(file, 'utf8')).not.toContain('Hidden');
    await choice.uncheck();
    await expect(choice).not.toBeChecked();
    expect(existsSync(file)).toBe(false);
  });

  await test.step('it says so where the computer does not allow it', async () => {
    rmSync(join(folder, 'config', 'autostart'), { recursive: true });
    writeFileSync(join(folder, 'config', 'autostart'), '');
    await choice.click();
    await page.getByText(sentence('common', 'computer.autostart_kept')).waitFor();
    await expect(choice).not.toBeChecked();
  });
});

test('a hidden start shows no window until somebody asks for it', async () => {
  const watcher = await watchTray();
  const app = await startHidden();
  await watcher.item();
  expect(await launchAgain({ api: relay.url, userData: folder, hidden: true })).toBe(0);
  expect(await countWindows(app)).toBe(0);
  expect(await launchAgain({ api: relay.url, userData: folder })).toBe(0);
  await expect.poll(() => countWindows(app)).toBe(1);
  watcher.stop();
});

test('a tray that comes after the app gets its icon', async () => {
  const app = await startHidden();
  let watcher: TrayWatcher | null = null;
  try {
    await wait(2500);
    watcher = await watchTray();
    expect(await (await watcher.item()).tooltip()).toMatch(/^Feltbok Hørsel: /);
    expect(await countWindows(app)).toBe(0);
  } finally {
    watcher?.stop();
  }
});

test('a hidden start that needs the passphrase leaves a window that asks for it', async () => {
  const watcher = await watchTray();
  const first = await launchApp({ api: relay.url, userData: folder });
  await unlock(first.page);
  await first.app.close();
  const app = await startHidden();
  await expect.poll(() => countWindows(app)).toBe(1);
  watcher.stop();
});

test('asks nobody anything when it is started in a pause, and sends when told to', async () => {
  const launched = await launchApp({ api: relay.url, userData: folder });
  running.add(launched.app);
  await signInAsDemo(launched.page);
  await launched.page.getByRole('navigation').getByRole('link', { name: 'Sending' }).click();
  await launched.page.getByRole('button', { name: sentence('sync', 'pause_until_told') }).click();
  await launched.page.getByText(sentence('sync', 'paused_until_told')).waitFor();
  await launched.app.close();

  const before = relay.requests.length;
  const again = await launchApp({ api: relay.url, userData: folder });
  running.add(again.app);
  await again.page.getByLabel('Passordsetning', { exact: true }).waitFor();
  await wait(3000);
  await unlock(again.page);
  await again.page.getByRole('navigation').getByRole('link', { name: 'Sending' }).click();
  await again.page.getByText(sentence('sync', 'paused_until_told')).waitFor();
  await wait(3000);
  expect(relay.requests.slice(before)).toEqual([]);
  await again.page.getByRole('button', { name: sentence('sync', 'resume') }).click();
  await expect
    .poll(() => relay.requests.slice(before).some((line) => line.includes('/v1/changes')))
    .toBe(true);
});

test('starts again after a defect that nobody foresaw', async () => {
  const { app } = await launchApp({ api: relay.url, userData: folder });
  const first = app.process().pid;
  const ended = new Promise<number | null>((resolve) => app.process().once('exit', resolve));
  await app.evaluate(() => {
    // It has only just started, and then it would not.
    process.uptime = () => 61;
    setTimeout(() => {
      throw new Error('a defect');
    });
  });
  expect(await ended).toBe(1);
  await expect.poll(() => holderOf(folder) ?? first).not.toBe(first);
  process.kill(holderOf(folder) ?? Number.NaN, 'SIGTERM');
  await expect.poll(() => holderOf(folder)).toBeNull();
});

test('a hidden start without any tray leaves a window that can be found', async () => {
  const app = await startHidden();
  expect(await countWindows(app)).toBe(0);
  await expect.poll(() => countWindows(app), { timeout: 60_000 }).toBe(1);
});

test('stops at once when the computer asks it to, with its database closed', async () => {
  const { app, page } = await launchApp({ api: relay.url, userData: folder });
  running.add(app);
  await signInAsDemo(page);
  expect(readdirSync(folder)).toContain('feltbok.db-wal');
  const child = app.process();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const askedAt = performance.now();
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  // A second is what is promised; a busy build machine gets some more.
  expect(performance.now() - askedAt).toBeLessThan(3000);
  expect(readdirSync(folder)).not.toContain('feltbok.db-wal');
});

async function startHidden(): Promise<ElectronApplication> {
  const app = await launchHidden({ api: relay.url, userData: folder });
  running.add(app);
  return app;
}

function countWindows(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
}

/** The process that works with a profile, by the lock that it holds there. */
function holderOf(profile: string): number | null {
  const lock = join(profile, 'SingletonLock');
  try {
    return Number(readlinkSync(lock).split('-').at(-1));
  } catch {
    return null;
  }
}
