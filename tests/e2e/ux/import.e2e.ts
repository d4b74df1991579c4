import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import type { DraftSession } from '../../../src/shared/contracts/drafts';
import { callApi, shareLine } from '../../support/call-api';
import { accessibilityFaults } from '../../support/check-page';
import { fixturePath } from '../../support/import-reference';
import { fortyLines } from '../../support/import-rows';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { openSession } from '../../support/open-screen';
import { finishSession, goodRow, putRows, readReference } from '../../support/register';
import { signInAsDemo } from '../../support/sign-in';
import { word } from '../../support/wording';

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800),
  );
  await signInAsDemo(page);
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
  await shareLine(launched.app, page);
  await page.keyboard.press('Control+n');
  await focusIs('[role=gridcell][data-active] input');
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
});

test('17 forty pasted rows: 35 are accepted, 5 are marked, and one undo removes all', async () => {
  const before = await session();
  const reference = await readReference(page);
  await paste(fortyLines(reference, before.header.unitId));
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('35 er klare.')).toBeVisible();
  await expect(dialog.getByText(/^5 må rettes/)).toBeVisible();
  await expect(dialog).toContainText('Karianne Ukjentsdatter');
  await picture('import-paste');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();

  await expect(fact('Rader')).toHaveText('40');
  await expect(fact('Må rettes')).toHaveText('5');
  const { rows } = await session();
  expect(rows).toHaveLength(40);
  expect(rows.flatMap(({ cells }) => Object.values(cells))).toEqual(
    expect.arrayContaining(['Karianne Ukjentsdatter', '9x', 'Skøyteturer', 'mange']),
  );
  await expect(page.locator('[role=gridcell][data-active]')).toHaveAttribute('aria-invalid', 'true');
  await picture('import-inserted');

  await page.keyboard.press('Control+z');
  await expect(fact('Rader')).toHaveText('0');
  expect((await session()).rows).toEqual([]);
  await page.keyboard.press('Control+y');
  await expect(fact('Rader')).toHaveText('40');
  await page.keyboard.press('Control+z');
  await expect(fact('Rader')).toHaveText('0');
});

test('one value is pasted into its cell', async () => {
  await page.keyboard.press('Control+Home');
  await paste('Rad\r\n');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.locator('[role=gridcell][data-active] input')).toHaveValue('Rad');
  await page.keyboard.press('Escape');
});

const uglyFiles: [file: string, rows: number, seen: string[]][] = [
  [
    'latin-1.csv',
    4,
    ['Reidar Østmarka', 'lør. 3.10.2026', 'Hjelp med høreapparat', 'Møtte åtte stk. på kafé'],
  ],
  ['semicolons.csv', 4, ['Kirsten Rustvoll', 'fre. 2.10.2026', '12,5', 'Sa "takk for i dag"']],
  ['merged-headers.xlsx', 3, ['Kjell Tveitås', 'tor. 1.10.2026', 'Fast base, åpen time', '120 min']],
  ['serial-dates.xlsx', 4, ['man. 5.10.2026', 'ons. 7.10.2026', 'tor. 8.10.2026', '75 min']],
  ['formulas.xlsx', 3, ['Reidar Østmarka', 'man. 19.10.2026', '#REF!', '@mor hilste']],
];
for (const [file, rows, seen] of uglyFiles) {
  test(`${file} is read as it was meant, and nothing is put in without a word`, async () => {
    await choose(file);
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(`Fant ${rows} rader i ${file}`)).toBeVisible();
    for (const text of seen)
      await expect(dialog.getByRole('cell', { name: text, exact: true }).first()).toBeVisible();
    await picture(`import-${file}`);
    await dialog.getByRole('button', { name: word('nb', 'import', 'cancel') }).click();
    await expect(dialog).toBeHidden();
    expect((await session()).rows).toEqual([]);
  });
}

test('sixty rows with three errors: all go in, three are marked, and a column can be changed by keyboard', async () => {
  await choose('sixty-rows.csv');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('57 er klare.')).toBeVisible();
  const column = dialog.getByLabel('«Merknad» er');
  await column.press('Home');
  await expect(column).toHaveValue('');
  await dialog.getByText('Må rettes (3)').click();
  await expect(dialog.locator('tbody tr[data-worst]')).toHaveCount(3);
  await picture('import-sixty');
  await dialog.getByRole('button', { name: 'Sett inn 60 rader' }).click();
  await expect(fact('Rader')).toHaveText('60');
  await expect(fact('Må rettes')).toHaveText('3');
  const { rows } = await session();
  expect(rows.filter(({ cells }) => cells.note)).toEqual([]);
  await page.getByRole('button', { name: word('nb', 'import', 'undo') }).click();
  await expect(fact('Rader')).toHaveText('0');
});

test('rows that stand registered are told and marked, and stay away when she says so', async () => {
  const cells = await goodRow(page, { date: '2026-10-02' });
  await finishSession(page, await putRows(page, [cells]));
  await openSession(page);
  const { mentors, types } = await readReference(page);
  const name = mentors.find(({ id }) => id === cells.mentor)?.displayName;
  const type = types.find(({ id }) => id === cells.type)?.label.nb;
  const lines = [2, 3, 4].map((day) => `${name};${day}.10.2026;${type};60;3`);
  await chooseBytes('igjen.csv', [...Buffer.from(['Navn;Dato;Type;Minutter;Antall', ...lines].join('\n'))]);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status')).toContainText(
    '3 er klare. 1 ser ut til å være registrert fra før; den blir satt inn og merket.',
  );
  const note = `Mulig duplikat: «${type}» på 60 min er registrert denne dagen.`;
  await expect(dialog.locator('.import-notes')).toContainText(note);
  await expect(dialog.getByRole('button', { name: 'Sett inn 3 rader' })).toBeEnabled();
  await picture('import-registered');
  expect(await accessibilityFaults(page)).toEqual([]);

  await dialog.getByLabel('Ta ikke med den som ser ut til å være registrert').press('Space');
  await expect(dialog.locator('.import-notes')).toContainText(
    'Blir ikke tatt med: ser ut til å være registrert.',
  );
  await picture('import-registered-left');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Sett inn 2 rader' }).click();
  await expect(dialog).toBeHidden();
  expect((await session()).rows.map(({ cells }) => cells.date)).toEqual(['2026-10-03', '2026-10-04']);
  await page.keyboard.press('Control+z');
  await expect(fact('Rader')).toHaveText('0');
});

test('a file that is no spreadsheet is refused in words', async () => {
  await chooseBytes('liste.xls', [0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]);
  await expect(page.getByRole('dialog')).toContainText('gammel Excel-fil');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('five thousand rows are taken in at once, and one more is refused', async () => {
  const { mentors, types } = await readReference(page);
  const line = `${mentors[0]?.displayName};1.11;${types[0]?.label.nb};30;2`;
  const rows = (count: number) => `Navn;Dato;Type;Minutter;Antall\n${`${line}\n`.repeat(count)}`;
  const begun = Date.now();
  await chooseBytes('mange.csv', [...Buffer.from(rows(5000))]);
  await expect(page.getByRole('dialog').getByText('Fant 5000 rader')).toBeVisible();
  console.log(`    5,000 rows read and shown in ${Date.now() - begun} ms`);
  const inserting = Date.now();
  await page.keyboard.press('Enter');
  await expect(fact('Rader')).toHaveText('5000');
  await expect(page.getByRole('dialog')).toBeHidden();
  await focusIs('[role=gridcell][data-active] input');
  console.log(`    5,000 rows put in and on the disk in ${Date.now() - inserting} ms`);
  await page.keyboard.press('Control+z');
  await expect(fact('Rader')).toHaveText('0');
  await chooseBytes('flere.csv', [...Buffer.from(rows(5001))]);
  await expect(page.getByRole('dialog')).toContainText('høyst 5000 rader');
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Sett inn/ })).toBeDisabled();
  await page.keyboard.press('Escape');
});

/** The session as it is stored, without rows in which nothing stands. */
async function session(): Promise<DraftSession> {
  const stored = await callApi<DraftSession>(page, 'drafts/open');
  return { ...stored, rows: stored.rows.filter(({ cells }) => Object.keys(cells).length > 0) };
}

function fact(name: string) {
  return page.locator('.summary-fact', { hasText: name }).locator('dd').first();
}

/** As Ctrl+V does it with that text on the clipboard. */
async function paste(text: string): Promise<void> {
  await launched.app.evaluate(({ clipboard }, text) => clipboard.writeText(text), text);
  await page.keyboard.press('Control+v');
}

function choose(file: string): Promise<void> {
  return page.locator('input[data-import]').setInputFiles(fixturePath(file));
}

function chooseBytes(name: string, bytes: number[]): Promise<void> {
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
  return page.locator('input[data-import]').setInputFiles(file);
}

async function focusIs(selector: string): Promise<void> {
  await page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);
}

async function picture(name: string): Promise<void> {
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png` });
}
