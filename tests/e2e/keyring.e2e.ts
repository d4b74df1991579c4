import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { openDatabase } from '../../src/main/database/open-database';
import { readSession } from '../../src/main/database/session-row';
import type { KeyProblem } from '../../src/shared/contracts/errors';
import { shareLine } from '../support/call-api';
import { accessibilityFaults } from '../support/check-page';
import { type KeyringBus, requireKeyring, startKeyringBus } from '../support/keyring-bus';
import { demoPassphrase, type LaunchedApp, launchApp } from '../support/launch-app';
import { filesBelow, findNeedles, waysToWrite } from '../support/needles';
import { finishSession, goodRow, putRows } from '../support/register';
import { sentence } from '../support/sentence';
import { demoPassword, signInAsDemo } from '../support/sign-in';
import { migrationsFolder } from '../support/test-database';

const folder = mkdtempSync(join(tmpdir(), 'feltbok-keyring-'));
const userData = join(folder, 'profile');
const planted = Array.from(
  { length: 20 },
  (_, index) => `Plantet Navnesen ${String.fromCharCode(65 + index)}`,
);
const running = new Set<ElectronApplication>();
let server: RunningServer;
/** The user's login on this computer, and that of another. */
let bus: KeyringBus;
let otherBus: KeyringBus;
let key: Buffer;
let accessToken = '';
let wrapping: Buffer;

test.describe.configure({ mode: 'serial', timeout: 240_000 });

test.beforeAll(async () => {
  requireKeyring();
  server = await startServer({ demo: 'S' });
  bus = await startKeyringBus(join(folder, 'one'));
  otherBus = await startKeyringBus(join(folder, 'other'));
  await bus.unlock();
  await otherBus.unlock();
});
test.afterEach(async () => {
  for (const app of running) await app.close().catch(() => undefined);
  running.clear();
});
test.afterAll(async () => {
  await bus?.stop();
  await otherBus?.stop();
  await server?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

type Start = { on?: KeyringBus; in?: string; passwordStore?: 'basic' | 'gnome-libsecret' };

async function start({ on = bus, in: where = userData, passwordStore = 'gnome-libsecret' }: Start = {}) {
  const launched = await launchApp({ api: server.url, userData: where, passwordStore, env: on.env });
  running.add(launched.app);
  return launched;
}

test('1: an unlocked keyring opens the profile without a question, also after a restart', async () => {
  const { app, page } = await start();
  await page.getByLabel('E-postadresse').waitFor();
  await hearToken({ app });
  await signInAsDemo(page);
  await statusIs(page, 'synced');
  await shareLine(app, page);
  const rows = await Promise.all(planted.map((name) => goodRow(page, { note: name, mentor: name })));
  await finishSession(page, await putRows(page, rows));
  const stored = JSON.parse(readFileSync(join(userData, 'vault.json'), 'utf8'));
  expect([stored.kind, stored.backend]).toEqual(['keyring', 'gnome_libsecret']);
  key = Buffer.from(
    await app.evaluate(
      ({ safeStorage }, wrapped) => safeStorage.decryptString(Buffer.from(wrapped, 'base64')),
      stored.wrapped,
    ),
    'base64',
  );
  expect(key).toHaveLength(32);
  accessToken = await heardToken({ app });
  await app.close();
  wrapping = readFileSync(join(userData, 'vault.json'));
  await opensAsBefore();
});

test('2: a locked keyring is named, nothing is touched, and it opens once it is unlocked', async () => {
  bus.lock();
  const { page } = await start();
  await problemIs(page, 'keyring_locked');
  await page.getByRole('button', { name: sentence('keys', 'again') }).click();
  await problemIs(page, 'keyring_locked');
  await bus.unlock();
  await page.getByRole('button', { name: sentence('keys', 'again') }).click();
  await page.getByRole('navigation').first().waitFor();
});

test('3: where there is none, a passphrase of her own protects the key', async () => {
  const none = await startKeyringBus(join(folder, 'none'));
  const where = join(folder, 'passphrase');
  const { app, page } = await start({ on: none, in: where });
  await page.getByRole('heading', { name: sentence('common', 'passphrase.choose_heading') }).waitFor();
  await hearToken({ app });
  await signInAsDemo(page);
  await statusIs(page, 'synced');
  const token = await heardToken({ app });
  await app.close();
  expect(JSON.parse(readFileSync(join(where, 'vault.json'), 'utf8')).kind).toBe('passphrase');
  const again = await start({ on: none, in: where });
  await again.page.getByRole('heading', { name: sentence('common', 'passphrase.enter_heading') }).waitFor();
  const secrets = { passphrase: Buffer.from(demoPassphrase), password: Buffer.from(demoPassword) };
  expect(findNeedles([where, none.tmp, none.home], { ...secrets, token: Buffer.from(token) })).toEqual([]);
  await none.stop();
});

test('4: a keyring that has vanished is named, and opens again when it is back', async () => {
  await bus.vanish();
  const { page } = await start();
  await problemIs(page, 'keyring_gone');
  await bus.unlock();
  await page.getByRole('button', { name: sentence('keys', 'again') }).click();
  await page.getByRole('navigation').first().waitFor();
});

test('5: another kind of keyring than the one that wrapped the key is named', async () => {
  // No second kind runs without its desktop: the wrapping says that KWallet made it, and this keyring did not.
  const where = copyOf('changed');
  const stored = JSON.parse(readFileSync(join(where, 'vault.json'), 'utf8'));
  writeFileSync(join(where, 'vault.json'), JSON.stringify({ ...stored, backend: 'kwallet6' }));
  const { page } = await start({ on: otherBus, in: where });
  await problemIs(page, 'keyring_changed');
});

test('6: a store that protects nothing is never used', async () => {
  const { page } = await start({ passwordStore: 'basic' });
  await problemIs(page, 'keyring_unsafe');
});

test('7: a profile that was copied to another computer is named as such, and she can go on in a new one', async () => {
  const where = copyOf('elsewhere');
  const { page } = await start({ on: otherBus, in: where });
  await problemIs(page, 'other_computer');
  await page.getByRole('button', { name: sentence('profiles', 'new') }).click();
  await page.getByRole('textbox', { name: sentence('profiles', 'label') }).fill('Ny maskin');
  await page.getByRole('button', { name: sentence('profiles', 'create') }).click();
  await signInAsDemo(page);
  await statusIs(page, 'synced');
  expect(readFileSync(join(where, 'vault.json'))).toEqual(wrapping);
});

test('8: a damaged wrapping is named and never written over', async () => {
  const where = copyOf('damaged');
  const damaged = wrapping.subarray(0, wrapping.length - 20);
  writeFileSync(join(where, 'vault.json'), damaged);
  const { page } = await start({ in: where });
  await problemIs(page, 'key_damaged');
  expect(readFileSync(join(where, 'vault.json'))).toEqual(damaged);
});

test('after all of that the profile opens as before, and no secret lies openly in any file, in six writings', async () => {
  await opensAsBefore();
  const opened = openDatabase({ file: join(userData, 'feltbok.db'), key, migrationsFolder });
  if (opened.kind !== 'open') throw new Error('The profile does not open.');
  const refreshToken = readSession(opened.database)?.refreshToken ?? '';
  opened.database.close();
  const secrets = {
    key,
    'access token': Buffer.from(accessToken),
    'refresh token': Buffer.from(refreshToken),
    password: Buffer.from(demoPassword),
    ...Object.fromEntries(planted.map((name) => [name, Buffer.from(name)])),
  };
  for (const [name, secret] of Object.entries(secrets))
    expect([name, secret.length > 10]).toEqual([name, true]);
  const places = [folder];

  await test.step('the search finds each of them in each writing', () => {
    const control = join(folder, 'control');
    mkdirSync(control);
    for (const [name, secret] of Object.entries(secrets))
      for (const [way, forms] of Object.entries(waysToWrite(secret)))
        writeFileSync(
          join(control, `${name} ${way}`),
          Buffer.concat([Buffer.from('{"a":"'), ...forms.slice(0, 1)]),
        );
    expect(new Set(findNeedles([control], secrets).map((line) => line.split(' in /')[0])).size).toBe(
      Object.keys(secrets).length * 6,
    );
    rmSync(control, { recursive: true });
  });
  expect(findNeedles(places, secrets)).toEqual([]);
  const files = filesBelow([userData]);
  test.info().annotations.push({ type: 'searched', description: `${filesBelow(places).length} files` });
  for (const file of files.filter((name) => /feltbok\.db(-wal|\.queue|\.night.*)?$/.test(name)))
    expect(readFileSync(file).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
});

async function opensAsBefore(): Promise<void> {
  const { app, page } = await start();
  await page.getByRole('navigation').first().waitFor();
  await app.close();
  running.delete(app);
  expect(readFileSync(join(userData, 'vault.json'))).toEqual(wrapping);
}

async function problemIs(page: Page, problem: KeyProblem): Promise<void> {
  await page.getByRole('heading', { level: 1, name: sentence('keys', `heading.${problem}`) }).waitFor();
  await page.getByText(sentence('keys', `problem.${problem}`)).waitFor();
  await page.getByText(sentence('keys', 'safe')).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: `artifacts/key-${problem}.png`, fullPage: true });
}

function copyOf(name: string): string {
  const where = join(folder, name);
  cpSync(userData, where, { recursive: true, filter: (path) => !/Singleton/.test(path) });
  return where;
}

/** The access token is only in memory: it is heard on its way out. */
async function hearToken({ app }: Pick<LaunchedApp, 'app'>): Promise<void> {
  await app.evaluate(({ net }) => {
    const fetch = net.fetch.bind(net);
    net.fetch = (url, init) => {
      const { authorization } = (init?.headers ?? {}) as Record<string, string>;
      if (authorization) Object.assign(globalThis, { heardToken: authorization.replace('Bearer ', '') });
      return fetch(url, init);
    };
  });
}

function heardToken({ app }: Pick<LaunchedApp, 'app'>): Promise<string> {
  return app.evaluate(() => (globalThis as { heardToken?: string }).heardToken ?? '');
}

async function statusIs(page: Page, kind: string): Promise<void> {
  const bar = page.locator('.status-bar [data-status]');
  await expect(bar).toHaveAttribute('data-status', kind, { timeout: 60_000 });
}
