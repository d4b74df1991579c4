import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import type { Language } from '../../../src/shared/contracts/ipc';
import { type StatusKind, statusKinds } from '../../../src/shared/contracts/status';
import { protocolVersion } from '../../../src/shared/contracts/sync-api';
import { answerAlways, type OtherServer } from '../../support/answer-always';
import { callApi, shareLine } from '../../support/call-api';
import { createContact } from '../../support/create-contact';
import { type LaunchedApp, launchApp, setOsOnline } from '../../support/launch-app';
import { lockYears } from '../../support/lock-years';
import { finishSession, goodRow, putRows, readReference } from '../../support/register';
import { type Relay, startRelay } from '../../support/relay';
import { sentence } from '../../support/sentence';
import { demoPassword, signInAsDemo, unlock } from '../../support/sign-in';
import { canMakeSmallDisk, makeSmallDisk, type SmallDisk } from '../../support/small-disk';
import { differentPixels, onPanel, panels, readTrayIcon } from '../../support/tray-icon';
import { type TrayItem, type TrayWatcher, watchTray } from '../../support/tray-watcher';

const appName = 'Feltbok Hørsel';
const pictures = resolve(import.meta.dirname, '../../../artifacts/e2e/tray');
const languages: Language[] = ['nb', 'nn', 'en'];
const sentences: Record<StatusKind, Record<Language, RegExp>> = {
  db_error: {
    nb: /^Kan ikke lagre på denne maskinen\. Ikke lukk appen\.$/,
    nn: /^Kan ikkje lagre på denne maskina\. Ikkje lukk appen\.$/,
    en: /^Cannot save on this computer\. Do not close the app\.$/,
  },
  attention: {
    nb: /^1 registrering trenger deg$/,
    nn: /^1 registrering treng deg$/,
    en: /^1 registration needs you$/,
  },
  auth_needed: {
    nb: /^Logg inn for å hente og sende\. Du kan fortsette å registrere\.$/,
    nn: /^Logg inn for å hente og sende\. Du kan halde fram med å registrere\.$/,
    en: /^Sign in to fetch and send\. You can keep registering\.$/,
  },
  update_needed: {
    nb: /^Appen må oppdateres før den kan sende\. Alt er trygt lagret\.$/,
    nn: /^Appen må oppdaterast før han kan sende\. Alt er trygt lagra\.$/,
    en: /^Update needed before sending\. Everything is saved\.$/,
  },
  server_error: {
    nb: /^Får ikke kontakt med serveren\. Prøver igjen .+\. Ingenting er mistet\.$/,
    nn: /^Får ikkje kontakt med serveren\. Prøver igjen .+\. Ingenting er mista\.$/,
    en: /^Cannot reach the server\. Trying again .+\. Nothing is lost\.$/,
  },
  offline_pending: {
    nb: /^Uten nett\. 1 er lagret her og sendes når du får nett\.$/,
    nn: /^Utan nett\. 1 er lagra her og blir sende når du får nett\.$/,
    en: /^Offline\. 1 saved here, sent when you are online\.$/,
  },
  paused: {
    nb: /^Sending er satt på pause\. 1 venter\.$/,
    nn: /^Sending er sett på pause\. 1 ventar\.$/,
    en: /^Sending paused\. 1 waiting\.$/,
  },
  syncing: { nb: /^Sender (1|0 av 1)$/, nn: /^Sender (1|0 av 1)$/, en: /^Sending (1|0 of 1)$/ },
  offline_clean: {
    nb: /^Uten nett\. Alt er sendt\. Du kan registrere som vanlig\.$/,
    nn: /^Utan nett\. Alt er sendt\. Du kan registrere som vanleg\.$/,
    en: /^Offline\. Everything is sent\. Register as usual\.$/,
  },
  synced: {
    nb: /^Alt er sendt\. Sist \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d\.$/,
    nn: /^Alt er sendt\. Sist \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d\.$/,
    en: /^Everything sent\. Last \d\d\.\d\d\.\d{4} \d\d:\d\d\.$/,
  },
};
const three = (label: string) => [label, label, label];
const resume: Record<Language, string> = { nb: 'Fortsett', nn: 'Hald fram', en: 'Resume' };
const lock: Record<Language, string> = { nb: 'Lås nå', nn: 'Lås no', en: 'Lock now' };
const actions: Record<Language, string[]> = {
  nb: [
    'Åpne',
    'Vis status',
    'Ny føringsøkt',
    'Send nå',
    'Vis det som trenger deg',
    ...three('Pause'),
    'Om',
    'Avslutt',
  ],
  nn: [
    'Opne',
    'Vis status',
    'Ny føringsøkt',
    'Send no',
    'Vis det som treng deg',
    ...three('Pause'),
    'Om',
    'Avslutt',
  ],
  en: [
    'Open',
    'Show status',
    'New entry session',
    'Send now',
    'Show what needs you',
    ...three('Pause'),
    'About',
    'Quit',
  ],
};

let server: RunningServer;
let newerServer: OtherServer;
let relay: Relay;
let disk: SmallDisk | null = null;
let watcher: TrayWatcher;
let launched: LaunchedApp;
let page: Page;
let tray: TrayItem;
const seen = new Set<StatusKind>();

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  server = await startServer({ demo: 'S' });
  const health = { service: 'feltbok', protocol: protocolVersion + 1, epoch: 'e' };
  newerServer = await answerAlways('application/json', JSON.stringify(health));
  relay = await startRelay(server.url);
  if (canMakeSmallDisk) disk = makeSmallDisk(64);
  await launch(disk?.folder);
});

test.afterAll(async () => {
  await launched?.app.close().catch(() => undefined);
  watcher?.stop();
  disk?.remove();
  await relay?.close();
  await newerServer?.close();
  await server?.close();
});

// Every state is really brought about: nobody tells the app what to show. Only where no small disk can be made (not root,
// not Linux) does `db_error` stand on the tests of the tray's view and of the icons alone.
test('22 each of the ten states is the same in the status bar, the tray and its icon, in three languages', async () => {
  test.setTimeout(240_000);
  await shareLine(launched.app, page);
  await stateIs('auth_needed');

  await callApi(page, 'app/setLanguage', { language: 'nb' });
  await signInAsDemo(page);
  await toSettings();
  await stateIs('synced');

  await test.step('without a network', async () => {
    await setOsOnline(launched.app, false);
    await stateIs('offline_clean');
    expect(await createContact(page, 'Fjell 17')).toBe('saved');
    await stateIs('offline_pending');
  });

  await test.step('with a server that is away, then newer than the app', async () => {
    relay.refuse();
    await setOsOnline(launched.app, true);
    await stateIs('server_error');
    relay.open();
    relay.leadTo(newerServer.url);
    await callApi(page, 'sync/now');
    await stateIs('update_needed');
  });

  await test.step('paused, then on the way to a server that is slow', async () => {
    await callApi(page, 'sync/pause', { until: Date.now() + 3_600_000 });
    relay.leadTo(server.url);
    // What was heard of the newer server is said until somebody may ask again.
    await setOsOnline(launched.app, false);
    await expect.poll(status).toBe('offline_pending');
    await setOsOnline(launched.app, true);
    await stateIs('paused');
    const release = relay.holdAnswers();
    await callApi(page, 'sync/pause', { until: null });
    await stateIs('syncing');
    release();
    await expect.poll(status).toBe('synced');
  });

  await test.step('with a sign-in that has ended', async () => {
    await server.sql('UPDATE refresh_tokens SET revoked_at = now()');
    await callApi(page, 'sync/now');
    await stateIs('auth_needed');
    await inWindow('nb');
    await page.getByRole('button', { name: sentence('common', 'status_bar.sign_in'), exact: true }).click();
    const form = page.locator('dialog[open] form');
    await form.getByLabel(sentence('common', 'sign_in.password'), { exact: true }).fill(demoPassword);
    await form.locator('button[type=submit]').click();
    await expect.poll(status).toBe('synced');
  });

  await test.step('with a registration that the server refuses', async () => {
    const session = await putRows(page, [await goodRow(page)]);
    const { today } = await readReference(page);
    await lockYears(server, [Number(today.slice(0, 4))]);
    await finishSession(page, session);
    await stateIs('attention');
  });

  await test.step('with a full disk', async () => {
    if (!disk) return;
    // After a restart the database's log is short and has to grow with the next row.
    await callApi(page, 'app/setLanguage', { language: 'nb' });
    await launched.app.close();
    watcher.stop();
    await launch(disk.folder);
    await unlock(page);
    await shareLine(launched.app, page);
    await expect.poll(status).toBe('attention');
    await toSettings();
    disk.fill();
    expect(await createContact(page, 'Elv 4')).toBe('storage_problem');
    await stateIs('db_error');
    disk.empty();
  });

  const expected = disk ? statusKinds : statusKinds.filter((kind) => kind !== 'db_error');
  expect([...seen].sort()).toEqual([...expected].sort());
});

async function launch(userData: string | undefined): Promise<void> {
  watcher = await watchTray();
  launched = await launchApp({ api: relay.url, ...(userData ? { userData } : {}) });
  page = launched.page;
  tray = await watcher.item();
}

async function status(): Promise<StatusKind> {
  return (await callApi<{ kind: StatusKind }>(page, 'sync/status')).kind;
}

/** How each entry begins; a pause can be ended and not begun. */
function expectedActions(kind: StatusKind, language: Language): string[] {
  const all = actions[language];
  const own = kind === 'paused' ? [...all.slice(0, 5), resume[language], ...all.slice(8)] : all;
  // Before she has chosen a passphrase there is nothing to lock.
  return seen.size === 0 ? own : [...own.slice(0, -2), lock[language], ...own.slice(-2)];
}

/** The screen on which the language is chosen. */
async function toSettings(): Promise<void> {
  await page.evaluate(() => {
    location.hash = '/settings';
  });
  await languageChoice().waitFor();
}

/** Chooses the language as a person does; before the first sign-in there is no window to do it in. */
async function inWindow(language: Language): Promise<void> {
  if (seen.size === 0) await callApi(page, 'app/setLanguage', { language });
  else await languageChoice().selectOption(language);
}

function languageChoice() {
  return page.locator('main select:has(option[value=nn])');
}

/** Waits for the state's sentence on the bus, compares window, icon and menu in each language, and keeps pictures. */
async function stateIs(kind: StatusKind): Promise<void> {
  for (const language of languages) {
    await inWindow(language);
    if (seen.size > 0) {
      const bar = page.locator('.status-bar [data-status]');
      await expect(bar).toHaveAttribute('data-status', kind);
      await expect(bar).toHaveText(sentences[kind][language]);
    }
    const spoken = async () => (await tray.tooltip()).replace(`${appName}: `, '');
    await expect.poll(spoken).toMatch(sentences[kind][language]);
    const [first, ...others] = await tray.menu();
    expect(first?.label).toMatch(sentences[kind][language]);
    expect(first?.enabled).toBe(false);
    expect(others.map(({ label }) => label)).toEqual(
      expectedActions(kind, language).map((label) => expect.stringMatching(`^${label}`)),
    );
  }
  const name = kind.replaceAll('_', '-');
  // The bus carries the larger of the two sizes that the app hands over; the smaller is shown from its file.
  const large = readTrayIcon(name, 44);
  const [onBus] = await tray.icons();
  expect(differentPixels(onBus, large)).toBe(0);
  for (const icon of [readTrayIcon(name, 22), onBus ?? large])
    for (const [panel, colour] of Object.entries(panels))
      writeFileSync(join(pictures, `${name}-${icon.width}-${panel}.png`), onPanel(icon, colour));
  seen.add(kind);
}
