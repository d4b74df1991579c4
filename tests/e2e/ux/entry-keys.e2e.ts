import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import { callApi, shareLine } from '../../support/call-api';
import { countMouse } from '../../support/count-mouse';
import { clearSession, focusIs, openDraft, openSession, showRows } from '../../support/entry-session';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { noteFigures } from '../../support/note-figures';
import { paperList, readPaper, registeredSince } from '../../support/paper-list';
import { goodRow, putRows, readReference, type TestReference } from '../../support/register';
import { signInAsDemo, unlock } from '../../support/sign-in';
import { word } from '../../support/wording';
import { activeCell, type Keyboard, makeKeyboard, typeCell } from '../../tour/type-rows';

const mostKeys = 330;

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;
let reference: TestReference;
let paper: ReturnType<typeof readPaper>;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
  await shareLine(launched.app, page);
  reference = await readReference(page);
  const { unitId } = (await callApi<{ header: { unitId: string } }>(page, 'drafts/open')).header;
  paper = readPaper({ reference, unitId });
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
});

test('04 thirty mixed rows by keyboard alone, in few keys', async () => {
  const since = Date.now();
  const mouse = await countMouse(page);
  const keyboard = makeKeyboard(page);
  await keyboard.press('Control+n');
  await focusIs(page, '[role=gridcell][data-active] input');
  await keyboard.press('Shift+F6');
  await focusIs(page, '#header-unit');
  await keyboard.press('Tab');
  await focusIs(page, '#header-date');
  await keyboard.type('-1');
  await keyboard.press('Enter');
  await keyboard.press('F6');
  await focusIs(page, '[role=gridcell][data-active] input');
  const mentors = paper.unitMentors();
  for (const [mentor, type, minutes, participants] of paperList) {
    await typeCell(page, keyboard, paper.shortestFor(mentors[mentor]?.id ?? ''));
    await typeCell(page, keyboard, paper.shortestForType(type));
    await typeCell(page, keyboard, minutes === null ? '' : String(minutes));
    await typeCell(page, keyboard, String(participants));
  }
  await keyboard.press('Control+s');
  await page.getByText(/30 registreringer venter på sending/).waitFor();

  noteFigures({ keyPresses: keyboard.pressed(), mouseEvents: await mouse() });
  expect(keyboard.pressed()).toBeLessThanOrEqual(mostKeys);
  expect(await mouse()).toBe(0);
  await expect.poll(() => registeredSince(server, since)).toEqual(paper.rows());
});

test('06 Enter goes to the next empty required cell, and from the last one to a row with the pinned values', async () => {
  const keyboard = makeKeyboard(page);
  await openSession(page);
  await page.locator('#header-date').fill('-1');
  await page.locator('#header-date').press('Enter');
  await page.getByRole('button', { name: 'Fest Dato' }).click();
  await page.locator('#header-type').selectOption('');
  await page.locator('#header-participants').fill('');
  await page.locator('#header-participants').press('Enter');
  await page.keyboard.press('F6');
  await focusIs(page, '[role=gridcell][data-active][data-cell=mentor] input');
  const [mentor] = paper.unitMentors();
  await typeCell(page, keyboard, paper.shortestFor(mentor?.id ?? ''));
  await focusIs(page, '[role=gridcell][data-active][data-cell=type] input');
  await typeCell(page, keyboard, paper.shortestForType('Samtalegruppe'));
  await focusIs(page, '[role=gridcell][data-active][data-cell=duration] input');
  await typeCell(page, keyboard, '90');
  await focusIs(page, '[role=gridcell][data-active][data-cell=participants] input');
  await typeCell(page, keyboard, '4');
  await focusIs(page, '[role=row][aria-rowindex="3"] [role=gridcell][data-active][data-cell=mentor] input');
  const dates = page.locator('[role=row] [role=gridcell][data-cell=date]');
  await expect(dates).toHaveCount(2);
  expect(await dates.nth(1).textContent()).toBe(await dates.nth(0).textContent());
  expect(await dates.nth(0).textContent()).not.toBe('');
  await clearSession(page);
});

test('07 08 the keyboard gets into the grid, through its parts and out again, by one stop', async () => {
  await openSession(page);
  await page.keyboard.press('F6');
  await expect.poll(region, 'with nothing to finish').toBe('header');
  const cells = {
    mentor: paper.unitMentors()[0]?.id ?? '',
    type: paper.typeOf('Hjelp med').id,
    duration: '30',
  };
  await putRows(page, [{ ...cells, date: reference.today }]);
  await openSession(page);

  const keyboard = makeKeyboard(page);
  for (const next of ['summary', 'header', 'rows']) {
    await keyboard.press('F6');
    await expect.poll(region).toBe(next);
  }
  for (const next of ['header', 'summary', 'rows']) {
    await keyboard.press('Shift+F6');
    await expect.poll(region).toBe(next);
  }
  await keyboard.press('Control+Home');
  const first = await activeCell(page);
  expect(await placesInTabOrder()).toBe(1);
  await keyboard.press('Tab');
  await expect.poll(() => activeCell(page)).not.toBe(first);
  expect(await placesInTabOrder()).toBe(1);
  await keyboard.press('Shift+Tab');
  await expect.poll(() => activeCell(page)).toBe(first);
  await keyboard.press('Shift+Tab');
  await expect.poll(region).toBe('header');
  await keyboard.press('Tab');
  await focusIs(page, '[role=gridcell][data-active] input');
  await keyboard.press('Control+End');
  await expect.poll(() => activeCell(page)).toContain('note');
  await keyboard.press('Tab');
  await expect.poll(region).toBe('summary');
});

test('11 12 a wrong value is kept, marked and explained, and F8 finds each', async () => {
  const keyboard = makeKeyboard(page);
  await openSession(page);
  await keyboard.press('Control+Home');
  await goToCell(keyboard, 'duration');
  await keyboard.type('9x');
  await keyboard.press('Enter');
  const cell = page.locator('[role=row][aria-rowindex="2"] [data-cell=duration]');
  await expect(cell).toHaveAttribute('aria-invalid', 'true');
  await expect(cell).toContainText('9x');
  await keyboard.press('Control+Home');
  await goToCell(keyboard, 'participants');
  await keyboard.type('999');
  await keyboard.press('Enter');
  await keyboard.press('Control+Home');
  const found: string[] = [];
  for (let problem = 0; problem < 3; problem += 1) {
    await keyboard.press('F8');
    const field = page.locator('[role=gridcell][data-active][aria-invalid=true] input');
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    const describedBy = (await field.getAttribute('aria-describedby')) ?? 'nothing';
    const value = await field.inputValue();
    const sentence = page.locator(`[id="${describedBy}"]`);
    await expect(sentence).toBeVisible();
    await expect(sentence).toContainText(value);
    found.push(value);
  }
  expect(found).toEqual(['9x', '999', '9x']);
  await expect(page.locator('[data-said]')).toContainText(word('nb', 'batch', 'wrapped'));
  await typeCell(page, keyboard, '30');
  await expect(cell).not.toHaveAttribute('aria-invalid');
});

test('Ctrl+S in the middle of a save finishes the session after it', async () => {
  await showRows(page, [await goodRow(page)]);
  await page.locator('[role=gridcell][data-cell=participants]').click();
  await focusIs(page, '[data-cell=participants] input');
  await page.keyboard.type('7');
  // Before the answer to the first can be there.
  await page.evaluate(() => {
    for (const key of [{ key: 'Enter' }, { key: 's', ctrlKey: true }])
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }),
      );
  });
  await expect.poll(async () => (await openDraft(page)).rows).toEqual([]);
});

test('14 a deleted row comes back with Ctrl+Z, also after a restart', async () => {
  await putRows(page, [{ note: 'Andre rad', duration: '45' }]);
  await openSession(page);
  await removeSecondRow();
  await page.keyboard.press('Control+z');
  await expect(secondRow()).toHaveCount(1);
  await removeSecondRow();

  await launched.app.close();
  launched = await launchApp({ api: server.url, userData: launched.userData });
  page = launched.page;
  await unlock(page);
  await page.keyboard.press('Control+n');
  await focusIs(page, '[role=gridcell][data-active] input');
  await expect(secondRow()).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(secondRow()).toHaveCount(1);
  await expect(secondRow().locator('[data-cell=duration]')).toContainText('45');
});

function secondRow() {
  return page
    .locator('[role=row]')
    .filter({ has: page.locator('[data-cell=note]', { hasText: 'Andre rad' }) });
}

async function removeSecondRow(): Promise<void> {
  await secondRow().locator('[data-cell=participants]').click();
  await focusIs(page, '[role=gridcell][data-active][data-cell=participants] input');
  await page.keyboard.press('Control+Delete');
  await expect(secondRow()).toHaveCount(0);
}

async function goToCell(keyboard: Keyboard, cell: string): Promise<void> {
  for (let steps = 0; steps < 13; steps += 1) {
    const here = await activeCell(page);
    if (here.endsWith(cell)) return;
    await keyboard.press('ArrowRight');
    await expect.poll(() => activeCell(page)).not.toBe(here);
  }
  throw new Error(`There is no cell ${cell}.`);
}

function region(): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset.region);
}

function placesInTabOrder(): Promise<number> {
  return page.evaluate(
    () =>
      [...document.querySelectorAll<HTMLElement>('[role=grid], [role=grid] *')].filter(
        (element) => element.tabIndex >= 0,
      ).length,
  );
}
