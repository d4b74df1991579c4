import { expect, type Locator, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import type { Cells } from '../../../src/shared/contracts/drafts';
import { readDate } from '../../../src/shared/rules/read-date';
import { callApi, shareLine } from '../../support/call-api';
import { clearSession, focusIs, openDraft, openSession, showRows } from '../../support/entry-session';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { readPaper } from '../../support/paper-list';
import { putRows, readReference, type TestReference } from '../../support/register';
import { signInAsDemo, unlock } from '../../support/sign-in';
import { word } from '../../support/wording';
import { makeKeyboard, typeCell } from '../../tour/type-rows';

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;
let reference: TestReference;
let paper: ReturnType<typeof readPaper>;
let mentors: ReturnType<typeof paper.unitMentors>;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  // The days that the tests write about are theirs: what stands there already would warn of itself.
  await server.sql(
    'UPDATE activities SET deleted_at = now() WHERE occurred_on > current_date - 10 AND deleted_at IS NULL',
  );
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
  await shareLine(launched.app, page);
  reference = await readReference(page);
  const { unitId } = (await openDraft(page)).header;
  paper = readPaper({ reference, unitId });
  mentors = paper.unitMentors();
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
});

test('18 a group of two says why it does not count, and a third flips it at once', async () => {
  await showRows(page, [{ ...rowOf('Samtalegruppe'), participants: '2' }]);
  const why = row(1).getByText('Teller ikke: færre enn 3 deltakere');
  await expect(why).toBeVisible();
  await expect(fact('does_not_count')).toContainText('1');
  await expect(page.locator('.summary-reasons')).toHaveText('Teller ikke: for få deltakere (1)');
  await expect(fact('counts')).toContainText('0');
  await write(row(1).locator('[data-cell=participants]'), '3');
  await expect(why).toHaveCount(0);
  await expect(fact('counts')).toContainText('1');
});

test('19 a telephone talk is registered, and marked with why it does not count', async () => {
  await showRows(page, [{ ...rowOf('Telefonsamtale'), participants: '1', note: 'Item nineteen' }]);
  await expect(row(1).getByText(/Teller ikke: .*typen teller ikke/)).toBeVisible();
  await page.keyboard.press('Control+s');
  await page.getByText(/1 registrering er lagret|1 registrering venter/).waitFor();
  const stored = () =>
    server.sql<{ countable: boolean; reasons: string[] }>(
      `SELECT countable, countable_reasons AS reasons FROM activities WHERE note = 'Item nineteen'`,
    );
  await expect.poll(stored).toEqual([{ countable: false, reasons: ['category_not_counted'] }]);
});

test('20 a possible duplicate warns and blocks nothing, and keeping both is stored', async () => {
  const twin = { ...rowOf('Samtale og'), duration: '45', participants: '1' };
  await showRows(page, [
    { ...twin, note: 'Item twenty, first' },
    { ...twin, duration: '50', note: 'Item twenty, second' },
  ]);
  const warning = row(2).getByText(/Mulig duplikat av rad 1/);
  await expect(warning).toBeVisible();
  await expect(fact('errors')).toContainText('0');
  await row(2).locator('[data-cell=participants]').click();
  await page.keyboard.press('Alt+Enter');
  await expect(warning).toHaveCount(0);
  expect((await openDraft(page)).rows.map(({ cells }) => cells.newParticipants)).toEqual([undefined, 'yes']);
  await page.keyboard.press('Control+s');
  await page.getByText(/2 registreringer venter/).waitFor();
  const stored = () =>
    server.sql<{ news: boolean | null }>(
      `SELECT new_participants AS news FROM activities WHERE note LIKE 'Item twenty,%' ORDER BY note`,
    );
  await expect.poll(stored).toEqual([{ news: null }, { news: true }]);
});

test('20 what stands registered already warns as a row of the session does, and keeping both is never asked again', async () => {
  const twin = { ...rowOf('Samtale og'), date: paper.day(-6), participants: '1' };
  await showRows(page, [{ ...twin, duration: '45', note: 'Standing, first' }]);
  await page.keyboard.press('Control+s');
  await page.getByText(/1 registrering er lagret/).waitFor();
  await showRows(page, [{ ...twin, duration: '', note: 'Standing, second' }]);
  const warning = row(1).getByText(/Mulig duplikat: «Samtale og.*» på 45 min er registrert/);
  const minutes = row(1).locator('[role=gridcell][data-cell=duration]');
  await write(minutes, '50');
  await expect(warning).toBeVisible();
  await expect(fact('errors')).toContainText('0');
  await minutes.click();
  await page.keyboard.press('Alt+Enter');
  await expect(warning).toHaveCount(0);
  await page.keyboard.press('Control+s');
  await page.getByText(/1 registrering er lagret/).waitFor();
  const stored = () =>
    server.sql<{ news: boolean | null }>(
      `SELECT new_participants AS news FROM activities WHERE note LIKE 'Standing, %' ORDER BY note`,
    );
  await expect.poll(stored).toEqual([{ news: null }, { news: true }]);
  const asked = await callApi<{ mine: { note: string } }[]>(page, 'sync/duplicates');
  expect(asked.filter(({ mine }) => mine.note.startsWith('Standing'))).toEqual([]);
});

test('16 dates are understood as they are typed, and said as days that can be checked', async () => {
  await showRows(page, [{ note: 'Dates' }]);
  const cell = row(1).locator('[role=gridcell][data-cell=date]');
  for (const typed of ['12', '12.3', 'i går', '-2', 'ma']) {
    await write(cell, typed);
    const reading = readDate(typed, reference.today);
    const date = reading.kind === 'date' ? reading.date : '';
    const [year, month, day] = date.split('-').map(Number);
    await expect(cell).toContainText(`${day}.${month}.${year}`);
    await expect(cell).not.toHaveAttribute('aria-invalid');
  }
  const nextYear = Number(reference.today.slice(0, 4)) + 1;
  for (const typed of ['31.2', `1.1.${nextYear % 100}`, 'tull']) {
    await write(cell, typed);
    await expect(cell).toHaveAttribute('aria-invalid', 'true');
  }
});

test('several days become one row for each when she says so', async () => {
  await showRows(page, [{ ...rowOf('Samtale og'), participants: '4', note: 'Course' }]);
  await write(row(1).locator('[role=gridcell][data-cell=date]'), '3-5.3');
  await expect(row(1).getByText(/er flere dager/)).toBeVisible();
  await page.keyboard.press('Alt+Enter');
  await expect(page.locator('[role=row]').filter({ hasText: 'Course' })).toHaveCount(3);
  const dates = (await openDraft(page)).rows.map(({ cells }) => cells.date?.slice(5));
  expect(dates).toEqual(['03-03', '03-04', '03-05']);
  await page.keyboard.press('Control+z');
  await expect(page.locator('[role=row]').filter({ hasText: 'Course' })).toHaveCount(1);
});

test('Shift and arrows select, and Ctrl+Shift+D fills down what is selected, as one step', async () => {
  await showRows(page, [{ note: 'a', duration: '75' }, { note: 'b' }, { note: 'c' }, { note: 'd' }]);
  await row(1).locator('[role=gridcell][data-cell=duration]').click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('[role=gridcell][aria-selected=true]')).toHaveCount(3);
  await page.keyboard.press('Control+Shift+D');
  const minutes = async () => (await openDraft(page)).rows.map(({ cells }) => cells.duration);
  await expect.poll(minutes).toEqual(['75', '75', '75', undefined]);
  await page.keyboard.press('Control+z');
  await expect.poll(minutes).toEqual(['75', undefined, undefined, undefined]);
  await page.keyboard.press('Control+y');
  await expect.poll(minutes).toEqual(['75', '75', '75', undefined]);
});

test('an unknown mentor is added as a proposal, and the row is not lost', async () => {
  await showRows(page, [
    { ...rowOf('Hjelp med'), participants: '1', mentor: 'Åshild Ukjent', note: 'Proposed' },
  ]);
  await expect(row(1).getByText(/finner ikke «Åshild Ukjent»/)).toBeVisible();
  await row(1)
    .getByRole('button', { name: /Legg til som forslag/ })
    .click();
  await expect(row(1).getByText(/finner ikke/)).toHaveCount(0);
  await expect(row(1).locator('[role=gridcell][data-cell=mentor] input')).toHaveValue('Åshild Ukjent');
  const proposed = () =>
    server.sql(`SELECT 1 FROM peer_mentors WHERE display_name = 'Åshild Ukjent' AND approval = 'proposed'`);
  await expect.poll(async () => (await proposed()).length).toBe(1);
});

test('an unknown name among those who took part is added as a proposal, and the others stay', async () => {
  const [one, two] = mentors;
  const cells = {
    ...rowOf('Hjelp med'),
    participants: '1',
    with: `${two?.id};Åse Fremmed`,
    note: 'With others',
  };
  await showRows(page, [cells]);
  await expect(row(1).getByText(/Sammen med: finner ikke alle i «Åse Fremmed»/)).toBeVisible();
  await row(1).locator('[role=gridcell][data-cell=participants]').click();
  await page.keyboard.press('Alt+Enter');
  await expect(row(1).getByText(/finner ikke/)).toHaveCount(0);
  const proposed = (await readReference(page)).mentors.find(
    ({ displayName }) => displayName === 'Åse Fremmed',
  );
  const stored = (await openDraft(page)).rows.map(({ cells }) => [cells.mentor, cells.with]);
  expect(stored).toEqual([[one?.id, `${two?.id};${proposed?.id}`]]);
});

test('several names written in one cell become the responsible one and those with her', async () => {
  const [one, two] = mentors;
  await showRows(page, [{ ...rowOf('Hjelp med'), participants: '1', note: 'Two names' }]);
  await write(
    row(1).locator('[role=gridcell][data-cell=mentor]'),
    `${two?.displayName} og ${one?.displayName}`,
  );
  await expect(page.locator('[data-said]')).toContainText(`Sammen med: ${one?.displayName}`);
  const stored = async () => (await openDraft(page)).rows.map(({ cells }) => [cells.mentor, cells.with]);
  expect(await stored()).toEqual([[two?.id, one?.id]]);
  await page.keyboard.press('Control+z');
  await expect.poll(stored).toEqual([[one?.id, undefined]]);
});

test('15 killed in the middle of row 24, the app opens on the same cell with 23 rows and the started one', async () => {
  await clearSession(page);
  const one = { ...rowOf('Hjelp med'), participants: '1' };
  await putRows(
    page,
    Array.from({ length: 22 }, (_, index) => ({ ...one, note: `Row ${index + 1}` })),
  );
  await openSession(page);
  const keyboard = makeKeyboard(page);
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+Enter');
  await expect(grid()).toHaveAttribute('aria-rowcount', '24');
  await page.keyboard.press('Control+End');
  await page.locator('[role=row][aria-rowindex="24"] [data-cell=participants]').click();
  await typeCell(page, keyboard, '2');
  await focusIs(page, '[role=row][aria-rowindex="25"] [role=gridcell][data-active][data-cell=mentor] input');
  await typeCell(page, keyboard, paper.shortestFor(mentors[1]?.id ?? ''));
  await page.keyboard.press('Tab');
  await page.keyboard.type('4');
  // Typing is kept after a pause of less than half a second.
  await page.waitForTimeout(700);
  const before = await activePlace();
  launched.app.process().kill('SIGKILL');
  await launched.app.close().catch(() => undefined);

  launched = await launchApp({ api: server.url, userData: launched.userData });
  page = launched.page;
  await unlock(page);
  await page.keyboard.press('Control+n');
  await page.getByText('Vi fant en uferdig føringsøkt (24 rader)').waitFor();
  await focusIs(page, '[role=gridcell][data-active] input');
  expect(await activePlace()).toBe(before);
  await expect(grid()).toHaveAttribute('aria-rowcount', '25');
  await expect(page.locator('[role=gridcell][data-active] input')).toHaveValue('4');
});

const grid = () => page.getByRole('grid', { name: word('nb', 'batch', 'grid_name') });
const row = (number: number) => page.locator(`[role=row][aria-rowindex="${number + 1}"]`);

/** One of the sums under the grid. */
function fact(name: string): Locator {
  return page.locator('.summary-fact').filter({
    has: page.locator('dt', { hasText: new RegExp(`^${word('nb', 'batch', `summary.${name}`)}$`) }),
  });
}

function rowOf(type: string): Cells {
  return { mentor: mentors[0]?.id ?? '', type: paper.typeOf(type).id, date: reference.today, duration: '60' };
}

async function write(cell: Locator, text: string): Promise<void> {
  await cell.click();
  await cell.locator('input').fill(text);
  await page.keyboard.press('Tab');
  await expect(cell.locator('input')).toHaveCount(0);
  await cell.click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  await expect(cell.locator('input')).toHaveCount(0);
}

function activePlace(): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement?.closest('[role=gridcell]');
    return `${active?.closest('[role=row]')?.getAttribute('aria-rowindex')} ${active?.getAttribute('data-cell')}`;
  });
}
