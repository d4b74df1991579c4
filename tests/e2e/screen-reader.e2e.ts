import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { announceEveryMs } from '../../src/shared/rules/pace-announcement';
import { callApi, shareLine } from '../support/call-api';
import { createContact } from '../support/create-contact';
import { type LaunchedApp, launchApp, setOsOnline } from '../support/launch-app';
import { openRoute } from '../support/open-screen';
import { goodRow, putRows } from '../support/register';
import { type ScreenReader, type Spoken, startScreenReader } from '../support/screen-reader';
import { signInAsDemo } from '../support/sign-in';

let server: RunningServer;
let reader: ScreenReader | null;
let launched: LaunchedApp;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  reader = await startScreenReader();
  test.skip(reader === null, 'There is no accessibility bus (at-spi2-core) on this machine.');
  server = await startServer({ demo: 'S' });
  // As a desktop on which a screen reader runs tells its programs.
  launched = await launchApp({ api: server.url, env: { ACCESSIBILITY_ENABLED: '1' } });
  page = launched.page;
  await launched.app.evaluate(({ app }) => app.setAccessibilitySupportEnabled(true));
  await signInAsDemo(page);
  await page.locator('.status-bar [data-status=synced]').waitFor({ timeout: 60_000 });
  await shareLine(launched.app, page);
});

test.afterAll(async () => {
  await launched?.app.close();
  reader?.stop();
  await server?.close();
});

test('changes of status are announced at most once in five seconds, and the last of them is', async () => {
  await openRoute(page, '/settings');
  const before = reader?.announcements().length ?? 0;
  const endsAt = Date.now() + 12_000;
  for (let turn = 0; Date.now() < endsAt; turn += 1) {
    await setOsOnline(launched.app, turn % 2 === 1);
    await createContact(page, `Person ${turn + 10}`);
    await callApi(page, 'sync/now');
    await page.waitForTimeout(700);
  }
  await setOsOnline(launched.app, true);
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
  const shown = () => page.locator('.status-bar [data-status]').textContent();
  const spoken = () => reader?.announcements().slice(before) ?? [];
  // Asked each time: the sentence tells the minute, which may turn meanwhile.
  await expect.poll(async () => spoken().at(-1)?.text === (await shown()), { timeout: 15_000 }).toBe(true);
  const times = spoken().map(({ atMs }) => atMs);
  const pauses = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
  expect(times.length).toBeGreaterThan(1);
  // What is heard here has crossed two processes and a bus.
  expect(Math.min(...pauses)).toBeGreaterThan(announceEveryMs - 500);
});

test('a screen reader is told of every cell of the entry grid its name, row, column and state', async () => {
  await putRows(page, [await goodRow(page), { mentor: 'Xyzzy', duration: '9x', participants: '999' }]);
  await openRoute(page, '/batch');
  await page.locator('[role=gridcell][data-active]').waitFor();
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll('[role=grid] [role=gridcell][data-cell]')].map((cell) => ({
      row: Number(cell.closest('[role=row]')?.getAttribute('aria-rowindex')),
      column: Number(cell.getAttribute('aria-colindex')),
      invalid: cell.getAttribute('aria-invalid') === 'true',
    })),
  );
  expect(shown.length).toBeGreaterThan(20);
  expect(shown.filter(({ invalid }) => invalid).length).toBeGreaterThan(2);
  await expect
    .poll(async () => (await cellsOfGrid()).length, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(shown.length);
  const cells = await cellsOfGrid();
  for (const { row, column, invalid } of shown) {
    const where = `row ${row}, column ${column}`;
    // AT-SPI counts from 0, ARIA from 1.
    const spoken = cells.find(({ place }) => place?.row === row - 1 && place.column === column - 1);
    expect.soft(spoken, where).toBeDefined();
    expect.soft(spoken?.name, where).toMatch(/\S/);
    expect.soft(spoken?.invalid, where).toBe(invalid);
  }
  expect(cells.filter(({ focused }) => focused)).toHaveLength(1);
});

async function cellsOfGrid() {
  const windows = (await reader?.read(launched.app.process().pid ?? 0)) ?? [];
  const grids = windows.flatMap((window) => find(window, ({ role }) => role === 'table'));
  return grids
    .flatMap((grid) => find(grid, ({ role }) => role === 'table cell'))
    .map((cell) => {
      const parts = [cell, ...find(cell, () => true)];
      return {
        place: cell.place,
        name: parts.map(({ name }) => name).find((name) => name.trim() !== '') ?? '',
        invalid: parts.some(({ states }) => states.includes('invalid')),
        focused: parts.some(({ states }) => states.includes('focused')),
      };
    });
}

function find(thing: Spoken, matches: (each: Spoken) => boolean): Spoken[] {
  return thing.children.flatMap((child) => [...(matches(child) ? [child] : []), ...find(child, matches)]);
}
