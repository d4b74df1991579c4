import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { countMouse } from '../support/count-mouse';
import { focusIs } from '../support/entry-session';
import { demoPassphrase, type LaunchedApp, launchApp, setOsOnline } from '../support/launch-app';
import { registeredSince } from '../support/paper-list';
import { type Relay, startRelay } from '../support/relay';
import { sentence } from '../support/sentence';
import { demoEmail, demoPassword } from '../support/sign-in';
import { closeWindow } from '../support/window';
import { makeKeyboard, typeCell } from '../tour/type-rows';

/** Whoever, what, minutes, participants, as they are typed; the demo's people are the same every time. */
const paper = [
  ['kj', 'hjel', '60', '2'],
  ['re', 'hjem', '45', '1'],
  ['ro', 'tel', '20', '1'],
  ['si', 'hjel', '9x', '2'],
  ['to', 'fast', '120', '999'],
  ['ki', 'hjem', '30', '1'],
  ['kj', 'samtale o', '40', '1'],
  ['re', 'hjel', '31', '2'],
  ['ro', 'hjem', '60', '1'],
  ['si', 'fast', '90', '4'],
] as const;
/** So many presses of Tab are enough to get anywhere on a screen. */
const mostTabs = 24;

let server: RunningServer;
let relay: Relay;
let launched: LaunchedApp;
let page: Page;

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

test('the script of a first session holds, by keyboard alone from the first start to a settled conflict', async () => {
  test.setTimeout(300_000);
  const since = Date.now();

  await test.step('1 a first start: one types on from screen to screen', async () => {
    await focusIs(page, 'input[type=password]');
    await page.keyboard.type(demoPassphrase);
    await press('Tab');
    await page.keyboard.type(demoPassphrase);
    await press('Enter');
    await focusIs(page, 'input[type=email]');
    await page.keyboard.type(demoEmail);
    await press('Tab');
    await page.keyboard.type(demoPassword);
    await press('Enter');
    await statusSays(/^Alt er sendt/);
    await tabTo(sentence('common', 'nav.ready'), 'Shift+Tab');
    await press('Enter');
    await expect(page.getByRole('heading', { name: 'Klar for bruk uten nett' })).toBeVisible();
  });
  const mouse = await countMouse(page);

  await test.step('2 a session of ten, with two mistakes', async () => {
    await press('Control+n');
    await focusIs(page, '[role=gridcell][data-active] input');
    await press('F6');
    await focusIs(page, '#header-unit');
    await press('Tab');
    await focusIs(page, '#header-date');
    await page.keyboard.type('i går');
    await press('Enter');
    await focusIs(page, '#header-type');
    await press('F6');
    await focusIs(page, '[role=gridcell][data-active][data-cell=mentor] input');
    const keyboard = makeKeyboard(page);
    for (const row of paper) for (const cell of row) await typeCell(page, keyboard, cell);
    await expect(fact('Rader')).toHaveText('10');
    await expect(fact('Må rettes')).toHaveText('2');
    await press('F8');
    await focusIs(page, '[role=row][aria-rowindex="5"] [data-cell=duration] input');
    await page.keyboard.type('90');
    await press('Enter');
    await expect(fact('Må rettes')).toHaveText('1');
    await press('Control+Delete');
    await expect(fact('Rader')).toHaveText('9');
    await press('Control+z');
    await expect(fact('Rader')).toHaveText('10');
    await press('Control+End');
    await press('Home');
    await page.keyboard.type('kir');
    await expect(page.locator('[role=listbox] [role=option]')).toHaveCount(1);
    // Typing is kept after a pause of less than half a second.
    await page.waitForTimeout(700);
    await closeWindow(launched);
    await launched.app.evaluate(({ app }) => app.emit('second-instance', {}, [], ''));
    await expect(page.locator('[role=gridcell][data-active] input')).toHaveValue('kir');
    await press('Control+Delete');
    await expect(page.locator('.summary-saved')).toContainText('Lagret');
  });

  await test.step('3 offline and back: nine wait, and are said to be sent when they are', async () => {
    relay.refuse();
    await setOsOnline(launched.app, false);
    await statusSays(/^Uten nett\./);
    await press('Control+s');
    await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('9 er klare, 1 må rettes.');
    await focusIs(page, 'dialog[open] button');
    await press('Enter');
    await statusSays(/^Uten nett\. 9 er lagret her og sendes når du får nett\.$/);
    await expect(page.locator('.session-line')).toContainText('9 registreringer venter på sending.');
    expect(await registeredSince(server, since)).toHaveLength(0);
    relay.open();
    await setOsOnline(launched.app, true);
    await expect(page.locator('.session-line')).toContainText('9 registreringer er sendt.');
    expect(await registeredSince(server, since)).toHaveLength(9);
  });

  await test.step('4 the row that stayed is mended and sent', async () => {
    await press('F8');
    await focusIs(page, '[role=row] [data-cell=participants] input');
    await page.keyboard.type('12');
    await press('Enter');
    await expect(fact('Må rettes')).toHaveText('0');
    await press('Control+s');
    await statusSays(/^Alt er sendt/);
    expect(await registeredSince(server, since)).toHaveLength(10);
  });

  await test.step('5 changed in two places: hers is chosen, and nothing needs her any longer', async () => {
    relay.refuse();
    await setOsOnline(launched.app, false);
    await statusSays(/^Uten nett\./);
    await tabTo(sentence('common', 'nav.activities'), 'Shift+Tab');
    await press('Enter');
    await page.locator('[role=grid][aria-busy=false] [role=row][aria-busy=false]').first().waitFor();
    await tabTo(/^\d\d\.\d\d\.\d{4}$/);
    await press('Enter');
    await tabTo(sentence('records', 'edit'));
    await press('Enter');
    await tabTo(sentence('sync', 'field.durationMin'));
    await page.keyboard.type('33');
    await press('Enter');
    await statusSays(/^Uten nett\. 1 er lagret/);
    expect(await focused()).toBe(sentence('records', 'edit'));
    await server.sql(
      `UPDATE activities SET duration_min = 44 WHERE id IN (SELECT record_id FROM audit_log
         WHERE action = 'create' AND at >= to_timestamp($1 / 1000.0))`,
      [since],
    );
    relay.open();
    await setOsOnline(launched.app, true);
    await statusSays(/^1 registrering trenger deg/);
    await tabTo(sentence('common', 'notices.look'));
    await press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(sentence('common', 'nav.attention'));
    await press('F6');
    await focusIs(page, '.attention-entry');
    await press('F6');
    await focusIs(page, '#attention-title');
    await press('Alt+1');
    await press('Control+s');
    await statusSays(/^Alt er sendt/);
    const durations = async () => (await registeredSince(server, since)).map(({ duration }) => duration);
    await expect.poll(async () => (await durations()).filter((each) => each === 33)).toHaveLength(1);
    await expect(page.locator('.notice')).not.toContainText(/endret to steder/);
  });

  expect(await mouse()).toBe(0);
});

function press(key: string): Promise<void> {
  return page.keyboard.press(key);
}

async function statusSays(sentence: RegExp): Promise<void> {
  await expect(page.locator('.status-line').first()).toHaveText(sentence, { timeout: 60_000 });
}

function fact(name: string) {
  return page.locator('.summary-fact', { hasText: name }).locator('dd').first();
}

/** What has the focus, by its label or its words. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const [label] = element instanceof HTMLInputElement ? (element.labels ?? []) : [];
    return (label?.textContent ?? element?.textContent ?? '').trim();
  });
}

/** Presses Tab until that has the focus, as somebody does who cannot do anything else. */
async function tabTo(name: string | RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < mostTabs; presses += 1) {
    await press(key);
    const now = await focused();
    if (typeof name === 'string' ? now === name : name.test(now)) return;
    passed.push(now);
  }
  throw new Error(`${mostTabs} × ${key} did not lead to ${name}, only to: ${passed.join(' | ')}`);
}
