import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import type { Notice } from '../../../src/shared/contracts/ipc';
import { callApi, shareLine } from '../../support/call-api';
import { demoPassphrase, type LaunchedApp, launchApp } from '../../support/launch-app';
import { lockYears } from '../../support/lock-years';
import { type NotificationServer, serveNotifications } from '../../support/notification-server';
import { finishSession, goodRow, putRows, readReference } from '../../support/register';
import { sentence } from '../../support/sentence';
import { signInAsDemo } from '../../support/sign-in';
import { type TrayItem, type TrayWatcher, watchTray } from '../../support/tray-watcher';
import { closeWindow, isVisible } from '../../support/window';

const note = 'Snakket lenge om hverdagen etter operasjonen';
/** Longer than the app takes from an answer to a notification. */
const quietMs = 3000;
let server: RunningServer;
let desktop: NotificationServer;
let watcher: TrayWatcher;
let tray: TrayItem;
let launched: LaunchedApp;
let page: Page;

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  desktop = await serveNotifications();
  watcher = await watchTray();
  launched = await launchApp({ api: server.url });
  page = launched.page;
  tray = await watcher.item();
});

test.afterAll(async () => {
  await launched?.app.close();
  watcher?.stop();
  desktop?.stop();
  await server?.close();
});

test('27 notifications and the tray tell what happened, once, without a name, unit, type or note', async () => {
  await signInAsDemo(page);
  await shareLine(launched.app, page);
  // Before everything has been fetched no year is locked, and there is nobody to register for.
  await expect
    .poll(async () => (await callApi<{ kind: string }>(page, 'sync/status')).kind, { timeout: 60_000 })
    .toBe('synced');
  expect(desktop.received).toEqual([]);

  await test.step('one notification of what was refused, without opening the window', async () => {
    await leaveWindow();
    await haveRefused(2);
    await expect.poll(() => desktop.received).toHaveLength(1);
    expect(desktop.received[0]).toMatchObject({
      summary: 'Feltbok Hørsel',
      body: '2 registreringer trenger deg. Åpne for å se.',
      withSound: false,
    });
    expect(await isVisible(launched)).toBe(false);
  });

  await test.step('the notice is kept, and shown when the window comes forward', async () => {
    expect((await listNotices()).map(({ kind }) => kind)).toContain('needs_fixing');
    await page.waitForTimeout(500);
    await expect(page.locator('.notices')).not.toContainText('må rettes');
  });

  await test.step('a click leads to what needs her', async () => {
    const [first] = desktop.received;
    if (first) desktop.click(first);
    await expect.poll(() => isVisible(launched)).toBe(true);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(sentence('attention', 'heading'));
    await expect(page.locator('.notices')).toContainText('2 registreringer må rettes');
  });

  await test.step('and to the registration itself, of which the operating system knows nothing', async () => {
    const focused = page.locator('[data-row]:focus');
    await expect(focused).toBeVisible();
    const row = (await focused.getAttribute('data-row')) ?? '';
    const needing = await callApi<{ lines: { mutationId: string }[] }>(page, 'sync/queue', {
      only: 'needs_person',
      limit: 10,
    });
    expect(needing.lines.map(({ mutationId }) => mutationId)).toContain(row);
    expect(desktop.received.map(({ payload }) => payload).join()).not.toContain(row);
  });

  await test.step('taking the notice away takes away nothing else', async () => {
    const before = await standing();
    await page
      .locator('.notices')
      .getByRole('button', { name: /må rettes/ })
      .click();
    await expect(page.locator('.notices')).not.toContainText('må rettes');
    expect(await standing()).toEqual(before);
    expect((await listNotices()).map(({ kind }) => kind)).not.toContain('needs_fixing');
  });

  await test.step('more that needs her is told again, and nothing in quiet mode', async () => {
    await leaveWindow();
    await haveRefused(1);
    await expect.poll(() => desktop.received.map(({ body }) => body)).toHaveLength(2);
    expect(desktop.received[1]?.body).toBe('3 registreringer trenger deg. Åpne for å se.');
    await callApi(page, 'app/setQuiet', { quiet: true });
    await haveRefused(1);
    await page.waitForTimeout(quietMs);
    expect(desktop.received).toHaveLength(2);
    await callApi(page, 'app/setQuiet', { quiet: false });
  });

  const atTray = [await tray.tooltip(), ...(await tray.menu()).map(({ label }) => label)];

  await test.step('a restart repeats nothing', async () => {
    await launched.app.close();
    launched = await launchApp({ api: server.url, userData: launched.userData });
    page = launched.page;
    await shareLine(launched.app, page);
    await leaveWindow();
    expect(await callApi(page, 'session/usePassphrase', { passphrase: demoPassphrase })).toEqual({
      ok: true,
    });
    await expect.poll(needing).toBe(4);
    await page.waitForTimeout(quietMs);
    expect(desktop.received.filter(({ body }) => body.includes('trenger deg'))).toHaveLength(2);
  });

  await test.step('no name, unit, type or note in anything that was told', async () => {
    const { mentors, types } = await readReference(page);
    const { units } = await callApi<{ units: { name: string }[] }>(page, 'reference/read');
    const secrets = [
      note,
      ...mentors.flatMap(({ displayName, shortCode }) => [displayName, ...(shortCode ? [shortCode] : [])]),
      ...units.map(({ name }) => name),
      ...types.flatMap(({ label }) => Object.values(label)),
    ];
    expect(secrets.length).toBeGreaterThan(10);
    expect(atTray.join()).toContain('4 registreringer trenger deg');
    const told = [...desktop.received.map(({ payload }) => payload), ...atTray].join('\n');
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });
});

/** As a person does who goes on with something else: the window is closed into the tray. */
async function leaveWindow(): Promise<void> {
  await closeWindow(launched);
  await expect.poll(() => isVisible(launched)).toBe(false);
}

/** The server refuses so many registrations more, for a year that was locked after the app last asked. */
async function haveRefused(count: number): Promise<void> {
  await lockYears(server, []);
  await expect
    .poll(async () => {
      await callApi(page, 'sync/now');
      return (await callApi<{ lockedYears: number[] }>(page, 'reference/read')).lockedYears;
    })
    .toEqual([]);
  const rows = await Promise.all(Array.from({ length: count }, () => goodRow(page, { note })));
  const before = await needing();
  const sessionId = await putRows(page, rows);
  const { today } = await readReference(page);
  await lockYears(server, [Number(today.slice(0, 4))]);
  expect(await finishSession(page, sessionId)).toMatchObject({ registered: count, kept: 0 });
  await expect.poll(needing).toBe(before + count);
}

async function needing(): Promise<number> {
  return (await callApi<{ needsPerson: number }>(page, 'sync/status')).needsPerson;
}

function listNotices(): Promise<Notice[]> {
  return callApi<Notice[]>(page, 'sync/notices');
}

/** Everything that could have changed with a notice. */
async function standing(): Promise<unknown> {
  const list = (only: string) => callApi(page, 'sync/queue', { only, limit: 100 });
  const status = await callApi<object>(page, 'sync/status');
  return {
    status,
    waiting: await list('waiting'),
    needing: await list('needs_person'),
    conflicts: await callApi(page, 'sync/conflicts'),
  };
}
