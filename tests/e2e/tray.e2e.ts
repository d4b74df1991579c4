import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import type { Contact } from '../../src/shared/contracts/contact';
import type { Person } from '../../src/shared/contracts/sync-api';
import { callApi, shareLine } from '../support/call-api';
import { type LaunchedApp, launchApp, setOsOnline } from '../support/launch-app';
import { type Relay, startRelay } from '../support/relay';
import { signInAsDemo } from '../support/sign-in';
import { type TrayItem, type TrayWatcher, watchTray } from '../support/tray-watcher';

const appName = 'Feltbok Hørsel';
let server: RunningServer;
let relay: Relay;
let watcher: TrayWatcher;
let launched: LaunchedApp;
let tray: TrayItem;

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  relay = await startRelay(server.url);
  watcher = await watchTray();
  launched = await launchApp({ api: relay.url });
  tray = await watcher.item();
});

test.afterAll(async () => {
  await launched?.app.close();
  watcher?.stop();
  await relay?.close();
  await server?.close();
});

test('the tray says in every state what the status bar says, and sends when asked', async () => {
  const { app, page } = launched;

  await test.step('asks to sign in', async () => {
    await tooltipIs('Logg inn for å hente og sende. Du kan fortsette å registrere.');
    await iconIs('auth-needed');
    expect((await tray.menu()).map(({ label, enabled }) => `${enabled ? '+' : '-'} ${label}`)).toEqual([
      '- Logg inn for å hente og sende. Du kan fortsette å registrere.',
      '+ Åpne',
      '- Ny føringsøkt',
      '- Send nå',
      '- Vis det som trenger deg',
      '- Pause sending i 1 time',
      '- Pause sending til i morgen kl. 07.00',
      '- Pause sending til jeg sier fra',
      '+ Om',
      '+ Avslutt',
    ]);
  });

  await test.step('says that everything is sent after the first download', async () => {
    await signInAsDemo(page);
    await tooltipIs(/^Alt er sendt\. Sist \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d\.$/);
    await iconIs('synced');
    await shareLine(app, page);
  });

  await test.step('counts what waits without a network', async () => {
    await setOsOnline(app, false);
    await tooltipIs('Uten nett. Alt er sendt. Du kan registrere som vanlig.');
    await iconIs('offline-clean');
    await createContact('Fjell 17');
    await tooltipIs('Uten nett. 1 er lagret her og sendes når du får nett.');
    await iconIs('offline-pending');
    expect((await tray.menu())[0]).toMatchObject({
      label: 'Uten nett. 1 er lagret her og sendes når du får nett.',
      enabled: false,
    });
  });

  await test.step('tells a server that does not answer from a missing network', async () => {
    relay.refuse();
    await setOsOnline(app, true);
    await tooltipIs(/^Får ikke kontakt med serveren\. .* Ingenting er mistet\.$/);
    await iconIs('server-error');
  });

  await test.step('sends at once when asked, exactly once although the answer is lost', async () => {
    const lost = relay.loseNextAnswer('/v1/contacts/mutations');
    relay.open();
    await tray.click('Send nå');
    await lost;
    await tray.click('Send nå');
    await tooltipIs(/^Alt er sendt\./);
    expect(await contactsNamed('Fjell 17')).toBe(1);
  });

  await test.step('sends nothing during a pause', async () => {
    await tray.click('Pause sending i 1 time');
    await tooltipIs('Sending er satt på pause. Ingenting venter.');
    await iconIs('paused');
    const before = relay.requests.length;
    await createContact('Elv 4');
    await tooltipIs('Sending er satt på pause. 1 venter.');
    await page.waitForTimeout(3000);
    expect(relay.requests.slice(before)).toEqual([]);
    await tray.click('Fortsett sending');
    await tooltipIs(/^Alt er sendt\./);
    expect(await contactsNamed('Elv 4')).toBe(1);
  });

  await test.step('changes its language', async () => {
    await callApi(page, 'app/setLanguage', { language: 'en' });
    await tooltipIs(/^Everything sent\./);
    expect((await tray.menu()).map(({ label }) => label)).toContain('Send now');
  });

  await test.step('comes back from the tray after closing', async () => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const isVisible = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await expect.poll(isVisible).toBe(false);
    await tray.click('Open');
    await expect.poll(isVisible).toBe(true);
  });

  async function createContact(pseudonym: string): Promise<void> {
    const { boot } = await callApi<{ boot: { person: Person } }>(page, 'app/boot');
    const fields: Omit<Contact, 'id' | 'revision'> = {
      unitId: boot.person.unitIds[0] ?? '',
      pseudonym,
      relation: 'self',
      ageBand: 'unknown',
      consentState: 'none',
      consentOn: null,
      expiresOn: null,
    };
    const { result } = await callApi<{ result: { kind: string } }>(page, 'contacts/create', { fields });
    expect(result).toEqual({ kind: 'saved' });
  }
});

async function tooltipIs(sentence: string | RegExp): Promise<void> {
  const expected = typeof sentence === 'string' ? `${appName}: ${sentence}` : sentence;
  await expect
    .poll(async () => {
      const tooltip = await tray.tooltip();
      return typeof expected === 'string' ? tooltip : tooltip.replace(`${appName}: `, '');
    })
    .toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
}

/** The pixels on the bus are those of the state's file. */
async function iconIs(name: string): Promise<void> {
  const expected = readIcon(name);
  await expect
    .poll(async () => {
      const icon = (await tray.icons()).find(({ width }) => width === expected.width);
      return icon ? differentPixels(icon.argb, expected.argb) : 'not offered in this size';
    })
    .toBe(0);
}

function differentPixels(a: Buffer, b: Buffer): number {
  let different = 0;
  for (let at = 0; at < b.length; at += 4) {
    const opaque = a[at] === 255 && b[at] === 255;
    if (a[at] !== b[at] || (opaque && a.readUInt32BE(at) !== b.readUInt32BE(at))) different += 1;
  }
  return different;
}

/** Reads the PNG files that make-icons.mjs writes: 8 bits a channel, no filter. */
function readIcon(name: string): { width: number; argb: Buffer } {
  // Of the sizes the app draws, Electron offers the largest on the bus.
  const width = 44;
  const file = readFileSync(resolve(import.meta.dirname, `../../resources/icons/tray/${name}-${width}.png`));
  const start = file.indexOf('IDAT') + 4;
  const rows = inflateSync(file.subarray(start, start + file.readUInt32BE(start - 8)));
  const argb = Buffer.alloc(width * width * 4);
  for (let pixel = 0; pixel < width * width; pixel++) {
    const at = Math.floor(pixel / width) * (width * 4 + 1) + 1 + (pixel % width) * 4;
    const [red = 0, green = 0, blue = 0, opacity = 0] = rows.subarray(at, at + 4);
    argb.set([opacity, red, green, blue], pixel * 4);
  }
  return { width, argb };
}

async function contactsNamed(pseudonym: string): Promise<number> {
  const rows = await server.sql<{ id: string }>('SELECT id FROM contacts WHERE pseudonym = $1', [pseudonym]);
  return rows.length;
}
