import { type ElectronApplication, expect, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { callApi, shareLine } from '../support/call-api';
import { createContact } from '../support/create-contact';
import { type LaunchedApp, launchApp, setOsOnline } from '../support/launch-app';
import { type Relay, startRelay } from '../support/relay';
import { signInAsDemo } from '../support/sign-in';
import { differentPixels, readTrayIcon } from '../support/tray-icon';
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
      '+ Vis status',
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
    expect(await createContact(page, 'Fjell 17')).toBe('saved');
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
    // A run that is still ending would be the one that was asked for.
    await expect
      .poll(async () => (await callApi<{ retryAt: number | null }>(page, 'sync/status')).retryAt)
      .not.toBeNull();
    await launched.page.waitForTimeout(2000);
    await tray.click('Send nå');
    await tooltipIs(/^Alt er sendt\./);
    expect(await contactsNamed('Fjell 17')).toBe(1);
  });

  await test.step('sends nothing during a pause', async () => {
    await tray.click('Pause sending i 1 time');
    await tooltipIs('Sending er satt på pause. Ingenting venter.');
    await iconIs('paused');
    const before = relay.requests.length;
    expect(await createContact(page, 'Elv 4')).toBe('saved');
    await tooltipIs('Sending er satt på pause. 1 venter.');
    await page.waitForTimeout(3000);
    expect(relay.requests.slice(before)).toEqual([]);
    await tray.click('Fortsett sending');
    await tooltipIs(/^Alt er sendt\./);
    expect(await contactsNamed('Elv 4')).toBe(1);
  });

  await test.step('says the same in the menu of the window, where nothing depends on a tray', async () => {
    expect(await appMenu(app)).toEqual((await tray.menu()).map(({ label, enabled }) => ({ label, enabled })));
    const before = relay.requests.length;
    await app.evaluate(({ Menu }) => {
      const [own] = Menu.getApplicationMenu()?.items ?? [];
      own?.submenu?.items.find(({ label }) => label === 'Send nå')?.click();
    });
    await expect.poll(() => relay.requests.length).toBeGreaterThan(before);
    await tooltipIs(/^Alt er sendt\./);
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
  // Of the sizes the app draws, Electron offers the largest on the bus.
  const expected = readTrayIcon(name, 44);
  await expect.poll(async () => differentPixels((await tray.icons())[0], expected)).toBe(0);
}

/** The entries of the window's menu, lines left out. */
function appMenu(app: ElectronApplication): Promise<{ label: string; enabled: boolean }[]> {
  return app.evaluate(({ Menu }) => {
    const [own] = Menu.getApplicationMenu()?.items ?? [];
    const entries = own?.submenu?.items.filter(({ type }) => type !== 'separator') ?? [];
    return entries.map(({ label, enabled }) => ({ label, enabled }));
  });
}

async function contactsNamed(pseudonym: string): Promise<number> {
  const rows = await server.sql<{ id: string }>('SELECT id FROM contacts WHERE pseudonym = $1', [pseudonym]);
  return rows.length;
}
