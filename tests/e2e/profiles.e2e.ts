import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { shareLine } from '../support/call-api';
import { accessibilityFaults } from '../support/check-page';
import { filesWith } from '../support/find-text';
import { type LaunchedApp, launchApp, setOsOnline } from '../support/launch-app';
import { finishSession, goodRow, putRows } from '../support/register';
import { type Relay, startRelay } from '../support/relay';
import { sentence } from '../support/sentence';
import { demoEmail, demoPassword, signInAsDemo, unlock } from '../support/sign-in';

const folder = mkdtempSync(join(tmpdir(), 'feltbok-profiles-'));
const userData = join(folder, 'profile');
const secondPhrase = 'tre hvite båter i juli';
const secondEmail = 'nils.demo@feltbok.example';
let server: RunningServer;
let relay: Relay;
let launched: LaunchedApp;
let page: Page;

test.describe.configure({ mode: 'serial', timeout: 240_000 });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  relay = await startRelay(server.url);
  launched = await launchApp({ api: relay.url, userData });
  page = launched.page;
  await signInAsDemo(page);
  await statusIs('synced');
  await shareLine(launched.app, page);
});
test.afterAll(async () => {
  await launched?.app.close().catch(() => undefined);
  await relay?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const named = (key: string, values: Record<string, string> = {}) =>
  Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{{${name}}}`, value),
    sentence('profiles', key),
  );
const button = (key: string, values: Record<string, string> = {}) =>
  page.getByRole('button', { name: named(key, values), exact: true });
const onServer = async () =>
  (await server.sql('SELECT 1 FROM activities WHERE note LIKE $1', ['Profil%'])).length;

test('what waits in the first profile stays in it while a second one is made and used', async () => {
  relay.refuse();
  await setOsOnline(launched.app, false);
  await finishSession(page, await putRows(page, [await noted('A1'), await noted('A2')]));
  await statusIs('offline_pending');
  await toSettings();
  await page.getByRole('heading', { name: named('heading') }).scrollIntoViewIfNeeded();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/profiles-settings-one.png' });

  await button('new').click();
  await page
    .getByRole('textbox', { name: named('label') })
    .last()
    .fill('Kontoret');
  await page.getByRole('combobox', { name: named('organisation') }).selectOption('demo-bevegelse');
  await page.screenshot({ path: 'artifacts/profiles-new.png' });
  await button('create').click();

  await page.getByRole('heading', { name: sentence('common', 'passphrase.choose_heading') }).waitFor();
  await expect(page.locator('[data-profile="1"]')).toContainText('2');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/profiles-choose-passphrase.png' });
  relay.open();
  await setOsOnline(launched.app, true);
  await unlock(page, secondPhrase);
  await page.getByLabel('E-postadresse').fill(secondEmail);
  await page.getByLabel('Passord', { exact: true }).fill(demoPassword);
  await page.screenshot({ path: 'artifacts/profiles-sign-in.png' });
  await page.getByRole('button', { name: 'Logg inn' }).click();
  await statusIs('synced');
  await expect
    .poll(() => launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()))
    .toContain('Feltbok Bevegelse');
  expect(await onServer()).toBe(0);
});

test('each profile comes back to its own person and rows behind its own passphrase, and sends when it is open', async () => {
  await toSettings();
  await page.locator('[data-profile="1"]').scrollIntoViewIfNeeded();
  await expect(page.locator('[data-profile="1"]')).toContainText(unsent(2));
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/profiles-settings-two.png' });
  await button('switch', { name: named('unnamed', { number: '1' }) }).click();

  await page.getByRole('heading', { name: sentence('common', 'passphrase.enter_heading') }).waitFor();
  await expect(page.locator('[data-profile="2"]')).toContainText('Kontoret');
  await expect(page.locator('[data-profile="2"]')).toContainText(named('unsent_zero'));
  await page.screenshot({ path: 'artifacts/profiles-enter-passphrase.png' });
  await tryPhrase(secondPhrase);
  await page.getByText(sentence('common', 'passphrase.wrong')).waitFor();
  expect(await onServer()).toBe(0);
  await unlock(page);
  await expect.poll(onServer).toBe(2);
  await toSettings();
  await page.getByText(demoEmail).waitFor();
});

test('the list on the disk tells nobody who they are', async () => {
  const names = [demoEmail, secondEmail, 'Nils Myrstrand', 'Kari Furulund'];
  for (const name of names)
    expect(filesWith(userData, name).map((file) => file.slice(userData.length))).toEqual([]);
  const list = JSON.parse(readFileSync(join(userData, 'profiles.json'), 'utf8'));
  expect(list.profiles.map(({ label }: { label: string }) => label)).toContain('Kontoret');
});

test('signing out asks for a word, or a file that holds everything, while something is only here', async () => {
  await shareLine(launched.app, page);
  relay.refuse();
  await setOsOnline(launched.app, false);
  await putRows(page, [await noted('A3')]);
  await page.reload();
  await toSettings();
  const signOut = page.getByRole('button', { name: sentence('common', 'settings.sign_out'), exact: true });
  await signOut.click();
  const guard = page.locator('dialog[open]');
  await guard.getByText(named('guard.not_undone')).waitFor();
  await expect(guard).toContainText('1 rad i føringsøkten');
  const away = guard.getByRole('button', { name: named('guard.sign_out') });
  await expect(away).toBeDisabled();
  await guard.getByRole('textbox').fill('slet');
  await expect(away).toBeDisabled();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: 'artifacts/profiles-guard.png' });

  await test.step('a file', async () => {
    const file = join(folder, 'handover.feltbok');
    await launched.app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
    }, file);
    await guard.getByRole('button', { name: sentence('handover', 'save') }).click();
    await guard.getByRole('button', { name: named('guard.in_file_go_sign_out') }).waitFor();
    expect(existsSync(file)).toBe(true);
    await page.screenshot({ path: 'artifacts/profiles-guard-file.png' });
  });

  await test.step('the word', async () => {
    await guard.getByRole('textbox').fill('slett');
    await away.click();
    await page.getByLabel('E-postadresse').waitFor();
  });
});

test('the menu opens another profile by its number, and never tells its label', async () => {
  relay.open();
  await setOsOnline(launched.app, true);
  const switched = await launched.app.evaluate(({ Menu }, wanted) => {
    const entries = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    entries.find(({ label }) => label === wanted)?.click();
    return entries.map(({ label }) => label);
  }, 'Bytt til profil 2 (Feltbok Bevegelse)');
  expect(switched.join()).not.toContain('Kontoret');
  await page.getByRole('heading', { name: sentence('common', 'passphrase.enter_heading') }).waitFor();
  await unlock(page, secondPhrase);
  await page
    .getByRole('heading', { name: sentence('common', 'passphrase.enter_heading') })
    .waitFor({ state: 'hidden' });
});

test('a profile is removed with everything in it, and another opens', async () => {
  await toSettings();
  const [id = ''] = readdirSync(join(userData, 'profiles'));
  await button('remove').click();
  await page
    .locator('dialog[open]')
    .getByRole('button', { name: named('guard.remove_empty') })
    .click();
  await page.getByRole('heading', { name: sentence('common', 'passphrase.enter_heading') }).waitFor();
  expect(existsSync(join(userData, 'profiles', id))).toBe(false);
  await expect(page.locator('[data-profile]')).toHaveCount(0);
});

async function noted(name: string) {
  return goodRow(page, { note: `Profil ${name}` });
}

async function toSettings(): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Innstillinger' }).click();
}

async function statusIs(kind: string): Promise<void> {
  const bar = page.locator('.status-bar [data-status]');
  await expect(bar).toHaveAttribute('data-status', kind, { timeout: 60_000 });
}

async function tryPhrase(phrase: string): Promise<void> {
  await page.getByLabel('Passordsetning', { exact: true }).fill(phrase);
  await page.getByRole('button', { name: 'Lås opp' }).click();
}

function unsent(count: number): string {
  return sentence('profiles', 'unsent_other').replace('{{count}}', String(count));
}
