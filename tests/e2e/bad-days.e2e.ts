import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { openDatabase } from '../../src/main/database/open-database';
import { callApi, shareLine } from '../support/call-api';
import { startCaptivePortal } from '../support/captive-portal';
import { datesOnServer } from '../support/dates-on-server';
import { demoPassphrase, type LaunchedApp, launchAgain, launchApp } from '../support/launch-app';
import { lockYears } from '../support/lock-years';
import { digestOf, keepCopy, vaultOf } from '../support/profile-files';
import { goodRow, putRows } from '../support/register';
import { type Relay, startRelay } from '../support/relay';
import { sentence } from '../support/sentence';
import { demoEmail, demoPassword, signInAsDemo, unlock } from '../support/sign-in';
import { canMakeSmallDisk, makeSmallDisk } from '../support/small-disk';
import { migrationsFolder } from '../support/test-database';
import { closeWindow, isVisible, shownText } from '../support/window';

let server: RunningServer;
let relay: Relay;
let launched: LaunchedApp;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  relay = await startRelay(server.url);
  launched = await launchApp({ api: relay.url });
  page = launched.page;
});

test.afterAll(async () => {
  await launched?.app.close().catch(() => undefined);
  await relay?.close();
  await server?.close();
});

test('signing in says what is in the way, keeps what was typed, and works when it is gone', async () => {
  const portal = await startCaptivePortal();
  const email = page.getByLabel('E-postadresse');
  const password = page.getByLabel('Passord', { exact: true });
  const trySigningIn = () => page.getByRole('button', { name: 'Logg inn' }).click();
  relay.refuse();
  await unlock(page);
  await email.fill(demoEmail);
  await password.fill('feil passord');

  await trySigningIn();
  await page.getByText(sentence('common', 'sign_in.unreachable')).waitFor();
  await expect(email).toHaveValue(demoEmail);
  await expect(password).toHaveValue('feil passord');

  relay.leadTo(portal.url);
  relay.open();
  await trySigningIn();
  await page.getByText(sentence('common', 'sign_in.not_our_server')).waitFor();
  await expect(password).toHaveValue('feil passord');

  relay.leadTo(server.url);
  await trySigningIn();
  await page.getByText(sentence('common', 'sign_in.wrong_credentials')).waitFor();
  await expect(email).toHaveValue(demoEmail);
  await expect(password).toBeFocused();

  await password.fill(demoPassword);
  await trySigningIn();
  await email.waitFor({ state: 'detached' });
  await statusIs('synced');
  await portal.close();
  await shareLine(launched.app, page);
});

test('a network that asks to log in first loses nothing and doubles nothing', async () => {
  const portal = await startCaptivePortal();
  relay.leadTo(portal.url);
  const cells = await goodRow(page, { note: 'Bak hotellets nett' });
  await typeSession(async () => {
    await putRows(page, [cells]);
  });
  await page.keyboard.press('Control+s');
  await page.getByText(/1 registrering .*venter på sending/).waitFor();
  await statusIs('server_error');
  await expect(statusBar()).toHaveText(/^Får ikke kontakt med serveren\. .*Ingenting er mistet\.$/);
  sentence('shared', 'status.server_error');

  await portal.close();
  relay.leadTo(server.url);
  await openScreen('Sending');
  await page.getByRole('button', { name: 'Send nå' }).click();
  await statusIs('synced');
  expect(await datesOnServer(server, 'Bak hotellets nett')).toHaveLength(1);
});

test('a row that the server refuses comes back with the reason, and is sent when it is mended', async () => {
  const year = Number((await goodRow(page)).date?.slice(0, 4));
  const cells = await goodRow(page, { note: 'Fra et låst år' });
  const lock = (years: number[]) => lockYears(server, years);
  await typeSession(async () => {
    await putRows(page, [cells]);
  });
  await lock([year]);
  await page.keyboard.press('Control+s');
  await statusIs('attention');
  await expect(statusBar()).toHaveText('1 registrering trenger deg');

  await openScreen('Trenger deg');
  await expect(page.getByText(sentence('problems', 'rejection.year_locked'))).toBeVisible();
  expect(await datesOnServer(server, 'Fra et låst år')).toEqual([]);
  await page.getByRole('button', { name: sentence('attention', 'refused.fix') }).click();
  const row = page.locator('[role=row]').filter({ hasText: 'Fra et låst år' });
  await expect(row).toHaveCount(1);
  const reason = sentence('batch', 'problem.server.year_locked').replace('{{year}}', String(year));
  await expect(page.getByText(reason).first()).toBeVisible();

  await row.locator('[data-cell=date]').click();
  await page.locator('[data-active][data-cell=date] input').fill(`31.12.${year - 1}`);
  await page.keyboard.press('Enter');
  await expect(row.locator('[data-cell=date]')).not.toHaveAttribute('aria-invalid');
  await page.keyboard.press('Control+s');
  await page.getByText(/1 registrering .*venter på sending/).waitFor();
  await statusIs('synced');
  expect(await datesOnServer(server, 'Fra et låst år')).toEqual([`${year - 1}-12-31`]);
  await lock([]);
  await callApi(page, 'sync/now');
});

test('a closed window waits in the tray with its text; a second start shows it again', async () => {
  await typeSession();
  await typeNote('Midt i et ord');
  await closeWindow(launched);
  await expect.poll(() => isVisible(launched)).toBe(false);

  expect(await launchAgain({ api: relay.url, userData: launched.userData })).toBe(0);
  await expect.poll(() => isVisible(launched)).toBe(true);
  await expect(page.locator('[data-active] input')).toHaveValue('Midt i et ord');
});

test('a page that crashes comes back by itself with the row that was typed', async () => {
  await expect(page.locator('.summary-saved')).toHaveText(/^Lagret/);
  await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  // The test's own line to the page went with the page, so the main process is asked; a page that goes never answers.
  const shown = () =>
    launched.app.evaluate(({ BrowserWindow }) => {
      const read = `document.body.innerText + [...document.querySelectorAll('input')].map(({ value }) => value)`;
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const nothing = new Promise<string>((resolve) => setTimeout(() => resolve(''), 1000));
      return Promise.race([contents?.executeJavaScript(read) as Promise<string>, nothing]);
    });
  await expect.poll(shown).toContain('Midt i et ord');
  await expect.poll(shown).toContain('Føringsøkt');
});

test('a wrong passphrase is asked again, and what was typed is there behind the right one', async () => {
  await launched.app.close();
  launched = await launchApp({ api: relay.url, userData: launched.userData });
  page = launched.page;
  const phrase = page.getByLabel('Passordsetning', { exact: true });
  await phrase.fill('fire grønne fjell om våren');
  await page.getByRole('button', { name: 'Lås opp' }).click();
  await page.getByText(sentence('common', 'passphrase.wrong')).waitFor();
  await unlock(page);
  await page.keyboard.press('Control+n');
  await page.getByText(/Vi fant en uferdig føringsøkt \(1 rad\)/).waitFor();
  await launched.app.close();
});

test('a database of a newer version is left alone', async () => {
  const file = join(launched.userData, 'feltbok.db');
  const kept = keepCopy(file);
  const key = await vaultOf(launched.userData).openWith(demoPassphrase);
  if (!key) throw new Error('The passphrase does not open the profile.');
  const opened = openDatabase({ file, key, migrationsFolder });
  if (opened.kind === 'problem') throw new Error(opened.problem);
  opened.database
    .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
    .run('of a later version', Date.now() + 365 * 86_400_000);
  opened.database.close();

  await isRefused('too_new');
  renameSync(kept, file);
});

test('a database whose key is another is left alone', async () => {
  const other = mkdtempSync(join(tmpdir(), 'feltbok-other-'));
  await vaultOf(other).openWith(demoPassphrase);
  const kept = keepCopy(join(launched.userData, 'vault.json'));
  copyFileSync(join(other, 'vault.json'), join(launched.userData, 'vault.json'));
  await isRefused('wrong_key');

  // With its own key everything is there again.
  renameSync(kept, join(launched.userData, 'vault.json'));
  launched = await launchApp({ api: relay.url, userData: launched.userData });
  await unlock(launched.page);
  await launched.page.keyboard.press('Control+n');
  await launched.page.getByText(/Vi fant en uferdig føringsøkt \(1 rad\)/).waitFor();
  rmSync(other, { recursive: true });
});

test('a full disk stops typing with the remedy, and everything is saved when there is room', async () => {
  test.skip(!canMakeSmallDisk, 'Only root on Linux can make a small disk.');
  const disk = makeSmallDisk(32);
  let cramped = await launchApp({ api: relay.url, userData: disk.folder });
  try {
    await signInAsDemo(cramped.page);
    page = cramped.page;
    await statusIs('synced');
    // After a restart the database's log is short and has to grow with the next row.
    await cramped.app.close();
    cramped = await launchApp({ api: relay.url, userData: disk.folder });
    page = cramped.page;
    await unlock(page);
    await shareLine(cramped.app, page);
    await statusIs('synced');
    const cells = await goodRow(page, { note: 'Skrevet på full disk' });
    await typeSession(async () => {
      await putRows(page, [{ ...cells, note: '' }]);
    });
    disk.fill();
    await typeNote('Skrevet på full disk');
    await page.keyboard.press('Enter');
    await expect(
      page
        .getByRole('alert')
        .filter({ hasText: sentence('problems', 'storage.disk_full') })
        .first(),
    ).toBeVisible();
    await expect(
      page.getByRole('alert').filter({ hasText: sentence('batch', 'storage.heading') }),
    ).toBeVisible();
    await statusIs('db_error');
    await expect(statusBar()).toHaveText(sentence('shared', 'status.db_error'));
    expect(await shownText(page)).toContain('Skrevet på full disk');
    await closeWindow(cramped);
    await expect.poll(() => isVisible(cramped)).toBe(false);
    await launchAgain({ api: relay.url, userData: disk.folder });
    await expect.poll(() => isVisible(cramped)).toBe(true);
    expect(await shownText(page)).toContain('Skrevet på full disk');

    disk.empty();
    await page.getByRole('button', { name: 'Prøv igjen' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.locator('.summary-saved')).toHaveText(/^Lagret/);
    await page.keyboard.press('Control+s');
    await page.getByText(/1 registrering .*venter på sending/).waitFor();
    await statusIs('synced');
    expect(await datesOnServer(server, 'Skrevet på full disk')).toEqual([cells.date]);
  } finally {
    await cramped.app.close().catch(() => undefined);
    disk.remove();
  }
});

function statusBar() {
  return page.locator('.status-bar [data-status]');
}

async function statusIs(kind: string): Promise<void> {
  await expect(statusBar()).toHaveAttribute('data-status', kind, { timeout: 60_000 });
}

async function openScreen(name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Opens the session with the keyboard in its first row, after what has to be in it is put there. */
async function typeSession(before: () => Promise<void> = async () => {}): Promise<void> {
  await openScreen('Innstillinger');
  await before();
  await page.keyboard.press('Control+n');
  await page.waitForFunction(() => document.activeElement?.matches('[role=gridcell][data-active] input'));
}

async function typeNote(text: string): Promise<void> {
  await page.locator('[role=row] [data-cell=note]').last().click();
  await page.waitForFunction(() => document.activeElement?.matches('[data-active][data-cell=note] input'));
  await page.keyboard.type(text);
}

/** The app opens the profile, says why it cannot go on, and has not touched the database when it ends. */
async function isRefused(problem: 'too_new' | 'wrong_key'): Promise<void> {
  const { userData } = launched;
  const file = join(userData, 'feltbok.db');
  const before = digestOf(file);
  const refused = await launchApp({ api: relay.url, userData });
  await unlock(refused.page);
  await refused.page.getByRole('heading', { name: sentence('problems', 'storage_heading_open') }).waitFor();
  await refused.page.getByText(sentence('problems', `storage.${problem}`)).waitFor();
  await refused.app.close();
  expect(digestOf(file)).toBe(before);
}
