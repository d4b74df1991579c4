import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import { openDatabase } from '../../../src/main/database/open-database';
import { readSession } from '../../../src/main/database/session-row';
import { createVault } from '../../../src/main/session/vault';
import { callApi, shareLine } from '../../support/call-api';
import { filesWith } from '../../support/find-text';
import { demoPassphrase, type LaunchedApp, launchApp } from '../../support/launch-app';
import { goodRow, putRows, readReference } from '../../support/register';
import { demoEmail, demoPassword, signInAsDemo } from '../../support/sign-in';
import { migrationsFolder } from '../../support/test-database';
import { type TrayItem, type TrayWatcher, watchTray } from '../../support/tray-watcher';

const note = 'Snakket lenge om hverdagen etter operasjonen';
const proposedName = 'Ragnhild Prøvestrand';
const pseudonym = 'Kornblomst 41';
const reach = { phone: '+47 901 23 456', email: 'kornblomst@eksempel.example' };

let server: RunningServer;
let watcher: TrayWatcher;
let launched: LaunchedApp;
let page: Page;
let tray: TrayItem;
/** What the title, the tray and its menu have said so far. */
const said = new Set<string>();

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  await server.sql(`UPDATE settings SET value = '"named"'::jsonb WHERE key = 'contact_identity'`);
  watcher = await watchTray();
  launched = await launchApp({ api: server.url });
  page = launched.page;
  tray = await watcher.item();
});

test.afterAll(async () => {
  await launched?.app.close().catch(() => undefined);
  watcher?.stop();
  await server?.close();
});

test('the search itself finds what is written openly, also encoded', () => {
  const folder = mkdtempSync(join(tmpdir(), 'feltbok-open-'));
  const texts = {
    utf8: Buffer.from(`{"note":"${note}"}`),
    utf16: Buffer.from(`-${note}`, 'utf16le'),
    ...Object.fromEntries(
      ['', 'a', 'ab'].map((before) => [
        `base64-${before.length}`,
        Buffer.from(`${before}${note}!`).toString('base64'),
      ]),
    ),
  };
  for (const [name, content] of Object.entries(texts)) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, 'clean'), 'Samtale');
  expect(filesWith(folder, note).sort()).toEqual(
    Object.keys(texts)
      .map((name) => join(folder, name))
      .sort(),
  );
});

test('28 nothing personal is in the title, the log, the audit or anywhere on the disk in the open', async () => {
  await signInAsDemo(page);
  await statusIs('synced');
  await shareLine(launched.app, page);
  await listen();
  const { mentors } = await readReference(page);
  await proposeMentor();
  await callApi(page, 'contacts/create', { fields: await contactFields() });

  await putRows(page, [await goodRow(page), { mentor: proposedName, duration: '9x', note }]);
  await page.keyboard.press('Control+n');
  await typeNote();
  await listen();
  await page.keyboard.press('Control+s');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Fullfør/ })
    .click();
  await page
    .getByText(/1 registrering .*venter på sending/)
    .first()
    .waitFor();
  await statusIs('attention');
  await expect
    .poll(async () => (await server.sql(`SELECT 1 FROM activities WHERE note = $1`, [note])).length)
    .toBe(1);
  await listen();

  const running = search([...mentors.map(({ displayName }) => displayName), ...typedTexts()]);
  await launched.app.close();
  const token = await readRefreshToken();
  const secrets = [token, demoPassphrase, demoPassword];
  const closed = search([
    ...mentors.map(({ displayName }) => displayName),
    ...typedTexts(),
    demoEmail,
    ...secrets,
  ]);
  expect({ running, closed }).toEqual({ running: [], closed: [] });

  const spoken = [...said].join('\n');
  for (const text of [...mentors.map(({ displayName }) => displayName), ...typedTexts()])
    expect(spoken).not.toContain(text);
  expect(spoken).toContain('Feltbok');
});

function typedTexts(): string[] {
  return [note, proposedName, pseudonym, ...Object.values(reach)];
}

/** "what: where" for everything that is found in a file of the profile. */
function search(texts: string[]): string[] {
  return texts.flatMap((text) => filesWith(launched.userData, text).map((file) => `${text}: ${file}`));
}

async function statusIs(kind: string): Promise<void> {
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', kind);
}

async function listen(): Promise<void> {
  const titles = await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  );
  const labels = (await tray.menu()).map(({ label }) => label);
  for (const text of [...titles, await page.title(), await tray.tooltip(), ...labels, page.url()])
    said.add(text);
}

async function proposeMentor(): Promise<void> {
  await page.evaluate(() => {
    location.hash = '/mentors';
  });
  await page.locator('main button').filter({ hasText: 'Foreslå' }).click();
  const form = page.locator('dialog[open] form');
  await form.getByLabel('Navn').fill(proposedName);
  const unit = form.locator('select');
  if (await unit.isVisible()) await unit.selectOption({ index: 1 });
  await form.locator('button[type=submit]').click();
  await form.waitFor({ state: 'detached' });
}

/** The note of the first row, typed as a person does. */
async function typeNote(): Promise<void> {
  await page.locator('[role=row][aria-rowindex="2"] [data-cell=note]').click();
  await page.waitForFunction(() => document.activeElement?.matches('[data-active][data-cell=note] input'));
  await page.keyboard.type(note);
  await page.keyboard.press('Enter');
}

async function contactFields() {
  const { boot } = await callApi<{ boot: { person: { unitIds: string[] } } }>(page, 'app/boot');
  const consent = { consentState: 'none', consentOn: null, expiresOn: null };
  return {
    unitId: boot.person.unitIds[0],
    pseudonym,
    relation: 'self',
    ageBand: 'unknown',
    ...consent,
    ...reach,
  };
}

/** Opens the closed app's database with its passphrase. */
async function readRefreshToken(): Promise<string> {
  const databaseFile = join(launched.userData, 'feltbok.db');
  const vault = createVault({
    file: join(launched.userData, 'vault.json'),
    databaseFile,
    findKeyring: async () => ({ kind: 'none' }),
    log: () => {},
  });
  const key = await vault.openWith(demoPassphrase);
  const opened = key && openDatabase({ file: databaseFile, key, migrationsFolder });
  if (opened?.kind !== 'open') throw new Error('The profile does not open.');
  const token = readSession(opened.database)?.refreshToken;
  opened.database.close();
  if (!token) throw new Error('Nobody is signed in.');
  return token;
}
