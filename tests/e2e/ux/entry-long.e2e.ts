import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import type { Cells } from '../../../src/shared/contracts/drafts';
import { callApi, shareLine } from '../../support/call-api';
import { focusIs, openDraft, openSession } from '../../support/entry-session';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { readReference } from '../../support/register';
import { signInAsDemo, unlock } from '../../support/sign-in';
import { styledElements } from '../../support/styled-elements';
import { word } from '../../support/wording';

const manyRows = 5000;
const idsAtOnce = 200;

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
  await shareLine(launched.app, page);
  await takeInManyRows();
  await openSession(page);
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
});

test('09 the grid is named and counts its rows, and each drawn row knows its place, also at row 5,000', async () => {
  const grid = page.getByRole('grid', { name: word('nb', 'batch', 'grid_name') });
  await expect(grid).toHaveAttribute('aria-rowcount', String(manyRows + 1));
  for (const share of [0, 0.5, 1]) {
    await scrollTo(share);
    const drawn = await placesDrawn();
    expect(drawn.length).toBeGreaterThan(5);
    for (const { number, rowIndex } of drawn) expect(rowIndex).toBe(number + 1);
  }
  expect((await placesDrawn()).at(-1)).toEqual({ number: manyRows, rowIndex: manyRows + 1 });
});

test('a row that goes at the top leaves the style of those below as it is', async () => {
  const cells = await page.locator('.entry-cell').count();
  const styled = await styledElements(launched.app, page, {
    path: test.info().outputPath('trace.json'),
    happens: () => {
      const rows = document.querySelector('.entry-rows');
      const first = rows?.firstElementChild;
      if (!rows || !first) return;
      first.remove();
      void document.body.offsetHeight;
      rows.prepend(first);
      void document.body.offsetHeight;
    },
  });
  expect(cells).toBeGreaterThan(150);
  expect(styled).toBeGreaterThan(0);
  expect(styled).toBeLessThan(cells / 2);
});

test('10 the focus stays in its cell while the rows scroll away and the records are fetched anew', async () => {
  await scrollTo(0);
  await page.locator('[role=row][aria-rowindex="4"] [data-cell=duration]').click();
  await focusIs(page, '[role=row][aria-rowindex="4"] [data-cell=duration] input');
  await scrollTo(1);
  await expect.poll(focusedPlace).toBe('4 duration');
  await server.sql(`UPDATE peer_mentors SET display_name = display_name || ' jr.' WHERE active`);
  await callApi(page, 'sync/now');
  const renamed = async () =>
    (await readReference(page)).mentors.some(({ displayName }) => displayName.endsWith(' jr.'));
  await expect.poll(renamed).toBe(true);
  await expect.poll(focusedPlace).toBe('4 duration');
  await page.keyboard.type('45');
  await page.keyboard.press('Tab');
  await expect.poll(async () => (await openDraft(page)).rows[2]?.cells.duration).toBe('45');
});

test('10 the focus stays in its cell when the rows are sorted, and the sorting is a step that a restart keeps', async () => {
  await scrollTo(0);
  await page.locator('[role=row][aria-rowindex="4"] [data-cell=duration]').click();
  await focusIs(page, '[role=row][aria-rowindex="4"] [data-cell=duration] input');
  const here = await focusedRow();
  await heading('participants').getByRole('button').click();
  await expect(heading('participants')).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.locator('[data-said]')).toContainText('Sortert etter Deltakere, stigende.');
  expect(await focusedRow()).toBe(here);
  expect(await focusedPlace()).not.toBe('4 duration');
  await expect(page.locator('[data-active] input:focus')).toBeInViewport();
  expect(await storedParticipants()).toEqual(inOrder(1));
  await page.keyboard.type('50');
  await page.keyboard.press('Tab');
  await expect
    .poll(async () => (await openDraft(page)).rows.find(({ cells }) => cells.note === here)?.cells.duration)
    .toBe('50');

  await page.keyboard.press('Control+Home');
  const participants = '[role=row][aria-rowindex="2"] [data-cell=participants] input';
  while (!(await page.locator(participants).count())) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await focusIs(page, '[role=columnheader] [data-sorts=participants]');
  await page.keyboard.press('Enter');
  await expect(heading('participants')).toHaveAttribute('aria-sort', 'descending');
  await focusIs(page, '[role=columnheader] [data-sorts=participants]');
  expect(await storedParticipants()).toEqual(inOrder(-1));

  await launched.app.close();
  launched = await launchApp({ api: server.url, userData: launched.userData });
  page = launched.page;
  await unlock(page);
  await page.keyboard.press('Control+n');
  await focusIs(page, '[role=gridcell][data-active] input');
  await expect(heading('participants')).toHaveAttribute('aria-sort', 'descending');
  await shareLine(launched.app, page);
  expect(await storedParticipants()).toEqual(inOrder(-1));
  await page.keyboard.press('Control+z');
  await expect.poll(storedParticipants).toEqual(inOrder(1));
});

test('a row does not jump while it is written in, and a new one comes last', async () => {
  await page.keyboard.press('Control+Home');
  await page.locator('[role=row][aria-rowindex="2"] [data-cell=participants]').click();
  await page.keyboard.type('150');
  await page.keyboard.press('Tab');
  await expect(page.locator('[role=row][aria-rowindex="2"] [data-cell=participants]')).toHaveText('150');
  await expect(heading('participants')).toHaveAttribute('aria-sort', 'none');
  await page.getByRole('tab', { name: word('nb', 'batch', 'way.form') }).click();
  await page.getByRole('button', { name: word('nb', 'batch', 'form.new') }).click();
  await expect(page.getByText(`Rad ${manyRows + 1} av ${manyRows + 1}`).first()).toBeVisible();
});

const heading = (cell: string) => page.locator(`[role=columnheader][data-cell=${cell}]`);

/** What tells the row with the focus from the others. */
function focusedRow(): Promise<string | undefined> {
  return page.evaluate(
    () =>
      document.activeElement?.closest('[role=row]')?.querySelector('[data-cell=note]')?.textContent ??
      undefined,
  );
}

async function storedParticipants(): Promise<number[]> {
  return (await openDraft(page)).rows.map(({ cells }) => Number(cells.participants));
}

function inOrder(by: 1 | -1): number[] {
  return Array.from({ length: manyRows }, (_, index) => participantsOf(index)).sort((a, b) => by * (a - b));
}

/** From 1 to 100, mixed. */
function participantsOf(index: number): number {
  return 1 + ((index * 37) % 100);
}

/** As one step, as a list that is taken in does. */
async function takeInManyRows(): Promise<void> {
  const { id: sessionId } = await openDraft(page);
  const ids: string[] = [];
  while (ids.length < manyRows)
    ids.push(...(await callApi<string[]>(page, 'drafts/newId', { count: idsAtOnce })));
  const rows = ids.map((id, index) => ({
    id,
    before: null,
    after: { position: index + 1, origin: 'free', cells: cellsOf(index), serverProblem: null },
  }));
  const step = { number: 1, rows, header: null, focus: null };
  const answer = await callApi<{ kind: string }>(page, 'drafts/saveStep', { sessionId, step, way: 'do' });
  expect(answer.kind).toBe('saved');
}

function cellsOf(index: number): Cells {
  return { participants: String(participantsOf(index)), note: `Line ${index + 1}` };
}

async function scrollTo(share: number): Promise<void> {
  await page.locator('.entry-grid').evaluate((grid, part) => {
    grid.scrollTop = part * grid.scrollHeight;
  }, share);
  // Rows are measured as they are drawn, which may move the end.
  await page.waitForTimeout(300);
  await page.locator('.entry-grid').evaluate((grid, part) => {
    grid.scrollTop = part * grid.scrollHeight;
  }, share);
  await page.waitForTimeout(300);
}

function placesDrawn(): Promise<{ number: number; rowIndex: number }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.entry-row')]
      .map((row) => ({
        number: Number(row.querySelector('[role=rowheader]')?.textContent),
        rowIndex: Number(row.getAttribute('aria-rowindex')),
      }))
      .sort((a, b) => a.number - b.number),
  );
}

function focusedPlace(): Promise<string> {
  return page.evaluate(() => {
    const cell = document.activeElement?.closest('[role=gridcell]');
    return `${cell?.closest('[role=row]')?.getAttribute('aria-rowindex')} ${cell?.getAttribute('data-cell')}`;
  });
}
