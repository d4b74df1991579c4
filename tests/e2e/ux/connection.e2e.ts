import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import { shareLine } from '../../support/call-api';
import { type LaunchedApp, launchApp, setOsOnline } from '../../support/launch-app';
import { noteFigures } from '../../support/note-figures';
import { redParts } from '../../support/red-parts';
import { goodRow, putRows, readReference } from '../../support/register';
import { type Relay, startRelay } from '../../support/relay';
import { sentence } from '../../support/sentence';
import { demoPassword, signInAsDemo, unlock } from '../../support/sign-in';
import { readTrayIcon } from '../../support/tray-icon';

const rowCount = 30;
/** Within which everything is to be sent once the network is back. */
const mostSeconds = 10;
const screens = ['/', '/batch', '/mentors', '/contacts', '/attention', '/sync', '/ready', '/settings'];

let server: RunningServer;
let relay: Relay;
let launched: LaunchedApp;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  relay = await startRelay(server.url);
  launched = await launchApp({ api: relay.url });
  await signInAsDemo(launched.page);
  await expect(launched.page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
});

test.afterAll(async () => {
  await launched?.app.close().catch(() => undefined);
  await relay?.close();
  await server?.close();
});

test('21 offline from a cold start with an expired sign-in: the list opens and 30 rows are registered', async () => {
  await server.sql(`UPDATE refresh_tokens SET revoked_at = now()`);
  await startOffline();
  await page.locator('[role=grid] [role=row][aria-busy=false]').first().waitFor();
  await statusIs('offline_clean');

  await registerRows('Uten nett');
  await statusIs('offline_pending');
  await expect(statusBar()).toHaveText(
    sentence('shared', 'status.offline_pending').replace('{{count}}', String(rowCount)),
  );
  await startOffline();
  await statusIs('offline_pending');
  await expect(statusBar()).toContainText(String(rowCount));

  relay.open();
  await setOsOnline(launched.app, true);
  await statusIs('auth_needed');
  await expect(statusBar()).toHaveText(
    sentence('shared', 'status.auth_needed').replace('{{count}}', String(rowCount)),
  );
  await page.getByRole('button', { name: sentence('common', 'status_bar.sign_in'), exact: true }).click();
  const form = page.locator('dialog[open] form');
  await form.getByLabel(sentence('common', 'sign_in.password'), { exact: true }).fill(demoPassword);
  await form.locator('button[type=submit]').click();
  await form.waitFor({ state: 'detached' });
  await statusIs('synced');
  expect(await onServer('Uten nett')).toBe(rowCount);
});

test('23 without a network nothing is red and nothing alarms', async () => {
  // The button that removes a profile is red with a network too.
  const before = await redOnEveryScreen();
  relay.refuse();
  await setOsOnline(launched.app, false);
  await statusIs('offline_clean');
  expect(await redOnEveryScreen()).toEqual(before);
  await registerRows('Rolig');
  await statusIs('offline_pending');
  expect(await redOnEveryScreen()).toEqual(before);
  for (const name of ['offline-clean', 'offline-pending']) expect(redPixels(name)).toBe(0);

  // What is looked for would be found.
  expect(redPixels('db-error')).toBeGreaterThan(0);
  await page.locator('.status-icon').evaluate((icon) => icon.setAttribute('data-color', 'danger'));
  expect((await redParts(page)).join()).toContain('status-icon');
});

test('24 back online everything is sent within ten seconds, and once although the first answer is lost', async () => {
  const seconds = await untilArrived('Rolig');
  await statusIs('synced');
  expect(await timesChanged('Rolig')).toEqual(Array.from({ length: rowCount }, () => 1));

  relay.refuse();
  await setOsOnline(launched.app, false);
  await statusIs('offline_clean');
  await registerRows('Uten svar');
  const before = await inLedger();
  const pushesBefore = pushes();
  const lost = relay.loseNextAnswer('/v1/activities/mutations');
  const secondsWithLoss = await untilArrived('Uten svar');
  await lost;
  // Nothing is called sent before the server has said so, and it is asked again only after a while.
  await expect(statusBar()).not.toHaveAttribute('data-status', 'synced');
  await statusIs('synced');
  expect(pushes() - pushesBefore).toBeGreaterThan(1);
  expect(await timesChanged('Uten svar')).toEqual(Array.from({ length: rowCount }, () => 1));
  expect((await inLedger()) - before).toBe(rowCount);
  noteFigures({ rows: rowCount, seconds, secondsWithLoss });
  expect(Math.max(seconds, secondsWithLoss)).toBeLessThanOrEqual(mostSeconds);
});

/** Brings the network back, and answers in how many seconds the server has all of a session's rows. */
async function untilArrived(note: string): Promise<number> {
  const startedAt = Date.now();
  relay.open();
  await setOsOnline(launched.app, true);
  await expect.poll(() => onServer(note), { intervals: [100] }).toBe(rowCount);
  return (Date.now() - startedAt) / 1000;
}

function pushes(): number {
  return relay.requests.filter((line) => line.includes('/v1/activities/mutations')).length;
}

/** As after a night: nothing in memory, and no network from the first moment. */
async function startOffline(): Promise<void> {
  await launched.app.close();
  relay.refuse();
  launched = await launchApp({ api: relay.url, userData: launched.userData });
  page = launched.page;
  await setOsOnline(launched.app, false);
  await unlock(page);
  await shareLine(launched.app, page);
  await page.getByRole('navigation').first().waitFor();
}

/** A whole session of rows, finished as a person does. */
async function registerRows(note: string): Promise<void> {
  const { today } = await readReference(page);
  const rows = await Promise.all(
    Array.from({ length: rowCount }, (_, index) => goodRow(page, { note, date: daysBefore(today, index) })),
  );
  await open('/settings');
  await putRows(page, rows);
  await page.keyboard.press('Control+n');
  await page.locator('[role=gridcell][data-active] input').waitFor();
  await page.keyboard.press('Control+s');
  await page
    .getByText(new RegExp(`${rowCount} registreringer .*venter på sending`))
    .first()
    .waitFor();
}

/** What is red, screen by screen; nothing on any of them is an alert. */
async function redOnEveryScreen(): Promise<Record<string, string[]>> {
  const red: Record<string, string[]> = {};
  for (const screen of screens) {
    await open(screen);
    await expect(page.getByRole('alert'), screen).toHaveCount(0);
    red[screen] = await redParts(page);
  }
  return red;
}

async function open(route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
  await page.locator('main h1').waitFor();
}

function redPixels(name: string): number {
  const { argb } = readTrayIcon(name, 44);
  const pixels = Array.from({ length: argb.length / 4 }, (_, index) =>
    argb.subarray(index * 4, index * 4 + 4),
  );
  return pixels.filter(([opacity = 0, red = 0, green = 0, blue = 0]) => {
    const most = Math.max(green, blue);
    return opacity > 0 && red - most > 60 && most < red * 0.55;
  }).length;
}

function statusBar() {
  return page.locator('.status-bar [data-status]');
}

async function statusIs(kind: string): Promise<void> {
  await expect(statusBar()).toHaveAttribute('data-status', kind, { timeout: 60_000 });
}

async function onServer(note: string): Promise<number> {
  return (await server.sql(`SELECT 1 FROM activities WHERE note = $1 AND deleted_at IS NULL`, [note])).length;
}

/** How often each of these rows was made or changed, by the server's audit. */
async function timesChanged(note: string): Promise<number[]> {
  const found = await server.sql<{ times: number }>(
    `SELECT count(*)::int AS times FROM audit_log l JOIN activities a ON a.id = l.record_id
     WHERE a.note = $1 GROUP BY a.id`,
    [note],
  );
  return found.map(({ times }) => times);
}

/** Idempotency keys that the server has answered. */
async function inLedger(): Promise<number> {
  const [counted] = await server.sql<{ keys: number }>('SELECT count(*)::int AS keys FROM mutations');
  return counted?.keys ?? 0;
}

function daysBefore(today: string, days: number): string {
  const date = new Date(`${today}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}
