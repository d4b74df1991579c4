import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import { addMentors } from '../../support/add-mentors';
import { shareLine } from '../../support/call-api';
import { countMouse } from '../../support/count-mouse';
import { clearSession, focusIs, openDraft, openSession } from '../../support/entry-session';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { noteFigures } from '../../support/note-figures';
import { inOrder, type PaperRow, readPaper, registeredSince } from '../../support/paper-list';
import { readReference } from '../../support/register';
import { signInAsDemo } from '../../support/sign-in';
import { type Keyboard, makeKeyboard } from '../../tour/type-rows';

const mentorsOfUnit = 30;
const mostKeys = 110;
const groupType = 'Samtalegruppe';
/** A list of choices finds by beginnings; with less it stands on another talk. */
const beginningOfGroup = 'samtaleg';

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;
let paper: ReturnType<typeof readPaper>;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  const unitId = await addMentors(server, mentorsOfUnit);
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
  await shareLine(launched.app, page);
  expect((await openDraft(page)).header.unitId).toBe(unitId);
  paper = readPaper({ reference: await readReference(page), unitId });
  expect(paper.unitMentors()).toHaveLength(mentorsOfUnit);
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
});

test('05 a group of thirty, every third of whom stayed for other than its usual time, from Ctrl+N to Ctrl+S', async () => {
  const since = Date.now();
  const mouse = await countMouse(page);
  const keyboard = makeKeyboard(page);
  await keyboard.press('Control+n');
  await focusIs(page, '[role=gridcell][data-active] input');
  await keyboard.press('Shift+F6');
  await chooseRoster(keyboard);
  await setGroup(keyboard, '-2');
  await goToTicks(keyboard);
  const usual = paper.typeOf(groupType).defaultDurationMin ?? 0;
  const expected = await tickAll(keyboard, {
    minutesOf: (row) => (row % 3 === 2 ? 30 + row : null),
    usual,
    date: paper.day(-2),
  });
  await keyboard.press('Control+s');
  await page.getByText(/30 registreringer venter på sending/).waitFor();
  noteFigures({ mentors: expected.length, keyPresses: keyboard.pressed(), mouseEvents: await mouse() });
  expect(expected).toHaveLength(mentorsOfUnit);
  expect(keyboard.pressed()).toBeLessThanOrEqual(mostKeys);
  expect(await mouse()).toBe(0);
  await expect.poll(() => registeredSince(server, since)).toEqual(inOrder(expected));
});

test('05 an attendance list with minutes of their own for each of thirty', async () => {
  const since = Date.now();
  await clearSession(page);
  await openSession(page);
  await page.keyboard.press('Shift+F6');
  await focusIs(page, '#header-unit');
  await setGroup(makeKeyboard(page), '-3');
  await page.keyboard.press('F6');
  await focusIs(page, '[role=gridcell][data-active] input');

  const mouse = await countMouse(page);
  const keyboard = makeKeyboard(page);
  await keyboard.press('Shift+F6');
  await chooseRoster(keyboard);
  await goToTicks(keyboard);
  const expected = await tickAll(keyboard, {
    minutesOf: (row) => 60 + row,
    usual: 0,
    date: paper.day(-3),
  });
  await keyboard.press('Control+s');
  await page.getByText(/30 registreringer venter på sending/).waitFor();
  noteFigures({ mentors: expected.length, keyPresses: keyboard.pressed(), mouseEvents: await mouse() });
  expect(expected).toHaveLength(mentorsOfUnit);
  expect(keyboard.pressed()).toBeLessThanOrEqual(mostKeys);
  expect(await mouse()).toBe(0);
  await expect.poll(() => registeredSince(server, since)).toEqual(inOrder(expected));
});

/** From the unit: the date, the type of a group and four participants; ends in the field of participants. */
async function setGroup(keyboard: Keyboard, date: string): Promise<void> {
  await keyboard.press('Tab');
  await focusIs(page, '#header-date');
  await keyboard.type(date);
  await keyboard.press('Enter');
  await focusIs(page, '#header-type');
  await keyboard.type(beginningOfGroup);
  await keyboard.press('Enter');
  await focusIs(page, '#header-mode');
  await keyboard.press('Enter');
  await focusIs(page, '#header-duration');
  await keyboard.press('Enter');
  await focusIs(page, '#header-participants');
  await keyboard.type('4');
  await keyboard.press('Enter');
  await focusIs(page, '#header-setting');
  expect(await page.locator('#header-type').inputValue()).toBe(paper.typeOf(groupType).id);
}

/** From the unit, and back to it. */
async function chooseRoster(keyboard: Keyboard): Promise<void> {
  await focusIs(page, '#header-unit');
  while (!(await hasFocus('#way-free'))) await keyboard.press('Shift+Tab');
  await keyboard.press('ArrowLeft');
  await focusIs(page, '#way-roster');
  await keyboard.press('F6');
  await focusIs(page, '#header-unit');
}

async function goToTicks(keyboard: Keyboard): Promise<void> {
  await keyboard.press('F6');
  await focusIs(page, '[data-part=tick]');
}

type Ticks = { minutesOf: (row: number) => number | null; usual: number; date: string };

/** Ticks everybody, from the first one down. */
async function tickAll(keyboard: Keyboard, { minutesOf, usual, date }: Ticks): Promise<PaperRow[]> {
  const ticks = page.locator('[data-part=tick]');
  const count = await ticks.count();
  const expected: PaperRow[] = [];
  for (let row = 0; row < count; row += 1) {
    const mentor = (await ticks.nth(row).getAttribute('data-mentor')) ?? '';
    const minutes = minutesOf(row);
    if (minutes === null) await keyboard.press('Space');
    else await keyboard.type(String(minutes));
    await keyboard.press('Enter');
    await page.waitForFunction(
      ({ mentor, last }) =>
        document.querySelector(`[data-mentor="${mentor}"][data-part=tick]:checked`) !== null &&
        (last || (document.activeElement as HTMLElement | null)?.dataset.mentor !== mentor),
      { mentor, last: row === count - 1 },
    );
    expected.push({
      mentor,
      type: paper.typeOf(groupType).id,
      duration: minutes ?? usual,
      participants: 4,
      date,
    });
  }
  return expected;
}

function hasFocus(selector: string): Promise<boolean> {
  return page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
}
