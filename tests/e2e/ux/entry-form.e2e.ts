import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import type { Cells } from '../../../src/shared/contracts/drafts';
import { callApi, shareLine } from '../../support/call-api';
import { clearSession, openDraft, openSession } from '../../support/entry-session';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { readPaper } from '../../support/paper-list';
import { readReference, type TestReference } from '../../support/register';
import { signInAsDemo } from '../../support/sign-in';

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
  paper = readPaper({ reference, unitId: (await openDraft(page)).header.unitId });
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
});

/** What is typed in each cell of each row; every kind of cell is among them. */
function fixture(): [cell: string, text: string][][] {
  const [one, two, three] = paper.unitMentors();
  const code = (mentor: { id: string } | undefined) => paper.shortestFor(mentor?.id ?? '');
  return [
    [
      ['mentor', code(one)],
      ['date', 'i går'],
      ['type', paper.shortestForType('Samtalegruppe')],
      ['duration', '1t30'],
      ['participants', '7'],
      ['with', `${two?.displayName}, ${code(three)}`],
      ['setting', 'fast'],
      ['newParticipants', 'ja'],
      ['km', '12,5'],
      ['tolls', '60'],
      ['outlay', '120'],
      ['note', 'Kaffe og kart'],
    ],
    [
      ['mentor', code(two)],
      ['date', '-2'],
      ['type', paper.shortestForType('Telefonsamtale')],
      ['mode', 'tel'],
      ['duration', '9x'],
      ['participants', '1'],
    ],
    [
      ['mentor', 'Ukjent Person'],
      ['date', '31.2'],
      ['participants', '3'],
    ],
  ];
}

test('30 the form stores what the grid stores from the same keys, several mentors of one event included', async () => {
  await openSession(page);
  for (const [index, cells] of fixture().entries()) {
    if (index > 0) await newGridRow();
    for (const [cell, text] of cells) await typeInGrid(cell, text);
  }
  const fromGrid = await storedCells();
  expect(fromGrid).toHaveLength(3);
  expect(fromGrid[0]?.with?.split(';')).toHaveLength(2);

  await clearSession(page);
  await openSession(page);
  await page.getByRole('tab', { name: 'Skjema' }).click();
  for (const [index, cells] of fixture().entries()) {
    if (index > 0) await page.getByRole('button', { name: 'Ny rad' }).click();
    await page
      .getByText(`Rad ${index + 1} av ${index + 1}`)
      .first()
      .waitFor();
    for (const [cell, text] of cells) await typeInForm(cell, text);
  }
  expect(await storedCells()).toEqual(fromGrid);
});

test('30 from row to row, a row taken away and back, and each problem beside its field', async () => {
  await page.getByRole('button', { name: 'Forrige rad' }).click();
  await page.getByText('Rad 2 av 3').first().waitFor();
  const minutes = page.getByLabel('Minutter', { exact: false }).and(page.locator('#form-duration'));
  await expect(minutes).toHaveValue('9x');
  await expect(minutes).toHaveAttribute('aria-invalid', 'true');
  const note = page.locator(`[id="${await minutes.getAttribute('aria-describedby')}"]`);
  await expect(note).toContainText('9x');
  await page.getByRole('button', { name: 'Slett raden' }).click();
  await page.getByText('Rad 2 av 2').first().waitFor();
  await page.getByRole('button', { name: 'Angre' }).click();
  await page.getByText('Rad 2 av 3').first().waitFor();
  await page.keyboard.press('F8');
  await expect(page.locator('#form-duration')).toBeFocused();
  await page.keyboard.press('PageDown');
  await page.getByText('Rad 3 av 3').first().waitFor();
});

test('30 every control of the form bears its visible name and is large enough to hit', async () => {
  const small = await page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll<HTMLElement>(
        '.entry-form :is(input, button), .header-line :is(input, select, button)',
      ),
    ];
    return controls.flatMap((control) => {
      const { width, height } = control.getBoundingClientRect();
      return width < 44 || height < 44 ? [`${control.id || control.textContent} ${width}x${height}`] : [];
    });
  });
  expect(small).toEqual([]);
  for (const label of await page.locator('.form-field label').all()) {
    const text = (await label.innerText()).trim();
    const field = page.locator(`#${await label.getAttribute('for')}`);
    await expect(field).toHaveAccessibleName(
      new RegExp(text.replace(/[()]/g, '\\$&').replace(/\s+/g, '\\s*')),
    );
  }
  for (const button of await page.locator('.entry-form button').all())
    await expect(button).toHaveAccessibleName(new RegExp((await button.innerText()).trim()));
});

test('30 at 400 % nothing has to be scrolled in two directions', async () => {
  await launched.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(1280, 1024);
    window?.webContents.setZoomFactor(4);
  });
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(400);
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    return [...document.querySelectorAll<HTMLElement>('#root *')]
      .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > room + 1)
      .map(({ tagName, className }) => `${tagName} ${className}`);
  });
  expect(wide).toEqual([]);
  await page.locator('#form-note').focus();
  await expect(page.locator('#form-note')).toBeInViewport();
  await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1),
  );
});

test('who is missing is asked after finishing, and Enter makes a row for her', async () => {
  await clearSession(page);
  await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1280, 800));
  await server.sql(
    `UPDATE activities SET deleted_at = now() WHERE occurred_on >= date_trunc('month', $1::date) AND deleted_at IS NULL`,
    [reference.today],
  );
  await callApi(page, 'sync/now');
  const missing = () => callApi<{ missing: unknown[] }>(page, 'drafts/missing');
  await expect.poll(async () => (await missing()).missing.length).toBeGreaterThan(1);
  await openSession(page);
  const button = page.getByRole('button', { name: 'Hvem mangler?' });
  await button.click();
  const panel = page.getByRole('region', { name: 'Hvem mangler?' });
  await expect(panel).toBeVisible();
  const more = panel.getByRole('button', { name: /til som sjelden fører/ });
  if (await more.isVisible()) await more.click();
  const lines = panel.locator('.missing-line');
  const count = await lines.count();
  expect(count).toBeGreaterThan(0);
  await lines.first().focus();
  await page.keyboard.press('Enter');
  await expect(lines).toHaveCount(count - 1);
  await expect.poll(async () => (await storedCells()).length).toBe(1);
});

async function typeInGrid(cell: string, text: string): Promise<void> {
  const place = page
    .locator('[role=row][data-active] [role=gridcell]')
    .and(page.locator(`[data-cell=${cell}]`));
  await place.click();
  await place.locator('input').selectText();
  await page.keyboard.type(text);
  await page.keyboard.press('Tab');
  await expect(place.locator('input:focus')).toHaveCount(0);
}

/** Enter in the last cell of a row with nothing missing. */
async function newGridRow(): Promise<void> {
  const rows = page.locator('[role=row]');
  const before = await rows.count();
  await page.locator('[role=row]').last().locator('[data-cell=note]').click();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(before + 1);
}

async function typeInForm(cell: string, text: string): Promise<void> {
  const field = page.locator(`#form-${cell}`);
  await field.focus();
  await expect(field).toHaveAttribute('data-active', 'true');
  await page.keyboard.type(text);
  await page.keyboard.press('Tab');
  await expect(field).not.toBeFocused();
}

async function storedCells(): Promise<Cells[]> {
  const { rows } = await openDraft(page);
  return rows.map(({ cells }) => cells).filter((cells) => Object.keys(cells).length > 0);
}
