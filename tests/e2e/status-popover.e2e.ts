import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { callApi, shareLine } from '../support/call-api';
import { accessibilityFaults } from '../support/check-page';
import { createContact } from '../support/create-contact';
import { glanceOf, openGlance } from '../support/glance';
import { type LaunchedApp, launchApp, setOsOnline } from '../support/launch-app';
import { signInAsDemo } from '../support/sign-in';
import { type TrayItem, type TrayWatcher, watchTray } from '../support/tray-watcher';
import { closeWindow } from '../support/window';

let server: RunningServer;
let watcher: TrayWatcher;
let launched: LaunchedApp;
let tray: TrayItem;

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  watcher = await watchTray();
  launched = await launchApp({ api: server.url });
  tray = await watcher.item();
  await signInAsDemo(launched.page);
  await shareLine(launched.app, launched.page);
});
test.afterAll(async () => {
  await launched?.app.close();
  watcher?.stop();
  await server?.close();
});

test('the tray tells how sending stands without the window, and goes away with a key or a click elsewhere', async () => {
  const { app } = launched;
  await setOsOnline(app, false);
  await expect.poll(async () => (await tray.menu())[0]?.label).toMatch(/^Uten nett/);
  expect(await createContact(launched.page, 'Fjell 17')).toBe('saved');
  await closeMain();

  await test.step('says what waits, since when, what it waits for and what came last', async () => {
    const glance = await clickTray('Vis status');
    await expect(glance.getByRole('status')).toHaveText(
      'Uten nett. 1 er lagret her og sendes når du får nett.',
    );
    expect(await factsOf(glance)).toEqual([
      ['Venter på sending', expect.stringMatching(/^1 registrering, siden kl\. \d\d\.\d\d$/)],
      ['Trenger deg', 'Ingenting'],
      ['Neste forsøk', 'Når maskinen får nett'],
      ['Sist kjørt', expect.stringMatching(/^kl\. \d\d\.\d\d: \d+ sendt, \d+ hentet$/)],
    ]);
    expect(await glance.content()).not.toContain('Fjell 17');
    await glance.screenshot({ path: 'artifacts/status-popover.png' });
    expect(await accessibilityFaults(glance)).toEqual([]);
    await expect(glance.getByRole('heading', { level: 1 })).toHaveText('Feltbok Hørsel');
  });

  await test.step('is worked from the keyboard, and Escape closes it', async () => {
    const glance = glanceOf(app);
    await expect(glance.getByRole('button', { name: 'Send nå' })).toBeFocused();
    await glance.keyboard.press('Tab');
    await expect(glance.getByRole('button', { name: 'Åpne Feltbok Hørsel' })).toBeFocused();
    await glance.keyboard.press('Escape').catch(() => {});
    await expect.poll(() => countGlances(app)).toBe(0);
  });

  await test.step('follows what happens, and sends when asked', async () => {
    await setOsOnline(app, true);
    const glance = await clickTray('Vis status');
    await glance.getByRole('button', { name: 'Send nå' }).click();
    await expect(glance.getByRole('status')).toHaveText(/^Alt er sendt/);
    await expect.poll(async () => (await factsOf(glance))[0]).toEqual(['Venter på sending', 'Ingenting']);
  });

  await test.step('may ask for nothing about a person', async () => {
    const refused = await glanceOf(app).evaluate(async () => {
      // Its line was handed over when it was loaded; another one is not accepted.
      const { port1, port2 } = new MessageChannel();
      window.postMessage('feltbok:connect', '*', [port2]);
      port1.start();
      return new Promise((resolve) => {
        port1.onmessage = () => resolve('answered');
        port1.postMessage(
          JSON.stringify({ i: '1', p: { u: '/contacts/list', b: { json: { offset: 0, limit: 9 } } } }),
        );
        setTimeout(() => resolve('nothing'), 1000);
      });
    });
    expect(refused).toBe('nothing');
  });

  await test.step('goes when something else gets the focus', async () => {
    await app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows())
        if (window.webContents.getURL().includes('popover')) window.emit('blur');
    });
    await expect.poll(() => countGlances(app)).toBe(0);
  });

  await test.step('leads to the window, in her language', async () => {
    await callApi(launched.page, 'app/setLanguage', { language: 'en' });
    // A click on the tray that has just closed it does not open it again.
    await launched.page.waitForTimeout(500);
    const glance = await clickTray('Show status');
    await glance.getByRole('button', { name: 'Open Feltbok Hørsel' }).click();
    await expect.poll(() => isMainVisible(app)).toBe(true);
    await expect.poll(() => countGlances(app)).toBe(0);
  });

  await test.step('is in the menu of the window, where there is no tray', async () => {
    const glance = await openGlance(app, 'Show status');
    await expect(glance.getByRole('status')).toHaveText(/^Everything sent/);
  });
});

async function closeMain(): Promise<void> {
  await closeWindow(launched);
  await expect.poll(() => isMainVisible(launched.app)).toBe(false);
}

async function clickTray(entry: string): Promise<Page> {
  const opened = launched.app.waitForEvent('window');
  await tray.click(entry);
  const page = await opened;
  await page.getByRole('status').waitFor();
  return page;
}

const countGlances = (app: ElectronApplication) =>
  app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().filter(({ webContents }) => webContents.getURL().includes('popover'))
        .length,
  );

const isMainVisible = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some(
      (window) => !window.webContents.getURL().includes('popover') && window.isVisible(),
    ),
  );

/** Each name with what it says. */
function factsOf(glance: Page): Promise<string[][]> {
  return glance.evaluate(() =>
    [...document.querySelectorAll('dl > div')].map((fact) =>
      [...fact.children].map((part) => part.textContent ?? ''),
    ),
  );
}
