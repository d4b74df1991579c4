import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import { callApi, shareLine } from '../../support/call-api';
import { focusIs, openDraft, openSession } from '../../support/entry-session';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { readReference } from '../../support/register';
import { signInAsDemo } from '../../support/sign-in';
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

/** As one step, as a list that is taken in does. */
async function takeInManyRows(): Promise<void> {
  const { id: sessionId } = await openDraft(page);
  const ids: string[] = [];
  while (ids.length < manyRows)
    ids.push(...(await callApi<string[]>(page, 'drafts/newId', { count: idsAtOnce })));
  const rows = ids.map((id, index) => ({
    id,
    before: null,
    after: { position: index + 1, origin: 'free', cells: { participants: '1' }, serverProblem: null },
  }));
  const step = { number: 1, rows, header: null, focus: null };
  const answer = await callApi<{ kind: string }>(page, 'drafts/saveStep', { sessionId, step, way: 'do' });
  expect(answer.kind).toBe('saved');
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
