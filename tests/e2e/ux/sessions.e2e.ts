import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { readSheet } from 'read-excel-file/node';
import { type RunningServer, startServer } from '../../../server/start-server';
import type { DraftSession } from '../../../src/shared/contracts/drafts';
import { callApi, shareLine } from '../../support/call-api';
import { accessibilityFaults } from '../../support/check-page';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { finishSession, goodRow, putRows, readReference } from '../../support/register';
import { signInAsDemo } from '../../support/sign-in';
import { word } from '../../support/wording';

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;
let folder: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-files-'));
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800),
  );
  await signInAsDemo(page);
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
  await shareLine(launched.app, page);
  const { mentors } = await readReference(page);
  const { unitId } = (await stored()).header;
  const own = mentors.filter(({ active, homeUnitId }) => active && homeUnitId === unitId);
  const rows = await Promise.all(
    own
      .slice(0, 4)
      .map(({ id }, index) => goodRow(page, { mentor: id, note: index === 0 ? '=1+1' : `nr ${index}` })),
  );
  await finishSession(page, await putRows(page, rows));
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the last session again: the same people and types, no date, and nothing doubled the second time', async () => {
  await openBatch();
  await startMenu(word('nb', 'sessions', 'start.repeat'));
  await expect(fact('Rader')).toHaveText('4');
  await expect(page.locator('#header-date')).toBeFocused();
  const { rows } = await stored();
  expect(rows.every(({ cells }) => cells.mentor && cells.type && !cells.date && !cells.participants)).toBe(
    true,
  );
  await picture('repeat');
  await startMenu(word('nb', 'sessions', 'start.repeat'));
  await expect(page.locator('[data-said]')).toContainText('står her allerede');
  await expect(fact('Rader')).toHaveText('4');
});

test('a template: saved from a session, used in another, renamed, deleted and brought back', async () => {
  await startMenu(/Lagre denne økten som mal/);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(word('nb', 'sessions', 'template.name')).fill('Torsdagskafé');
  await picture('template-save');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await page
    .getByRole('button', { name: word('nb', 'import', 'undo') })
    .or(fact('Rader'))
    .first()
    .waitFor();
  await emptySession();
  await openBatch();
  await expect(fact('Rader')).toHaveText('0');
  await startMenu(/Torsdagskafé/);
  await expect(fact('Rader')).toHaveText('4');
  await startMenu(/Endre maler/);
  await dialog.getByLabel(word('nb', 'sessions', 'template.name')).fill('Fredagskafé');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Slett malen «Fredagskafé»' }).click();
  await picture('template-edit');
  await dialog.getByRole('button', { name: word('nb', 'common', 'undo.button') }).click();
  await expect(dialog.getByRole('button', { name: 'Slett malen «Fredagskafé»' })).toBeVisible();
  await page.keyboard.press('Escape');
  await emptySession();
});

test('finished sessions: printed, saved as files without formulas, and undone as one after a question', async () => {
  await openBatch();
  await startMenu(word('nb', 'sessions', 'start.earlier'));
  await page.getByRole('heading', { name: word('nb', 'sessions', 'heading') }).waitFor();
  await expect(page.locator('.line .record-state')).toHaveText(word('nb', 'sessions', 'state.sent'));
  await picture('sessions');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.locator('.line-open').first().press('Enter');
  await expect(page.locator('.session-rows tbody tr')).toHaveCount(4);
  await picture('session');
  expect(await accessibilityFaults(page)).toEqual([]);

  const pdf = join(folder, 'paper.pdf');
  await printInto(pdf);
  await page.getByRole('button', { name: word('nb', 'sessions', 'print') }).click();
  await expect.poll(() => existsSync(pdf) && readFileSync(pdf).length).toBeGreaterThan(5000);

  const xlsx = join(folder, 'session.xlsx');
  await saveAs(xlsx, /Excel/);
  const [heading = [], ...lines] = await readSheet(readFileSync(xlsx));
  expect(lines.map((line) => line[heading.indexOf('Merknad')])).toEqual(['=1+1', 'nr 1', 'nr 2', 'nr 3']);
  const csv = join(folder, 'session.csv');
  await saveAs(csv, /semikolon/);
  expect(readFileSync(csv, 'utf8')).toContain(`"'=1+1"`);

  await page.getByRole('button', { name: word('nb', 'sessions', 'undo') }).click();
  await expect(page.getByRole('dialog')).toContainText(
    '4 registreringer er sendt og blir slettet på serveren også.',
  );
  await picture('session-undo');
  await page.getByRole('button', { name: word('nb', 'sessions', 'ask.yes') }).click();
  await expect(page.getByText('4 rader er tilbake i føringsøkten')).toBeVisible();
  await expect
    .poll(() => server.sql('SELECT id FROM activities WHERE batch_id IS NOT NULL AND deleted_at IS NULL'))
    .toEqual([]);
  await page.getByRole('button', { name: word('nb', 'sessions', 'go_to_batch') }).click();
  await expect(fact('Rader')).toHaveText('4');
});

/** The session as it is stored, without rows in which nothing stands. */
async function stored(): Promise<DraftSession> {
  const session = await callApi<DraftSession>(page, 'drafts/open');
  return { ...session, rows: session.rows.filter(({ cells }) => Object.keys(cells).length > 0) };
}

/** Undoes what was put in, so that the next test begins with nothing. */
async function emptySession(): Promise<void> {
  await page.keyboard.press('F6');
  await page.locator('[role=gridcell][data-active]').first().click();
  await page.locator('[role=gridcell][data-active] input').focus();
  while ((await fact('Rader').textContent()) !== '0') await page.keyboard.press('Control+Delete');
}

async function openBatch(): Promise<void> {
  await page.evaluate(() => {
    location.hash = '/settings';
  });
  await page.getByRole('heading', { name: 'Innstillinger' }).waitFor();
  await page.keyboard.press('Control+n');
  await page.locator('[role=gridcell][data-active] input').waitFor();
}

async function startMenu(name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: word('nb', 'sessions', 'start.menu') }).click();
  await picture('menu');
  await page.locator('.starts').getByRole('button', { name }).click();
}

function fact(name: string) {
  return page.locator('.summary-fact', { hasText: name }).locator('dd').first();
}

/** The printer of the test is a file. */
function printInto(path: string): Promise<void> {
  return launched.app.evaluate(({ BrowserWindow }, path) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) return;
    contents.print = (_options, answer) => {
      void contents.printToPDF({}).then((bytes) => {
        process.getBuiltinModule('node:fs').writeFileSync(path, bytes);
        answer?.(true, '');
      });
    };
  }, path);
}

async function saveAs(path: string, format: RegExp): Promise<void> {
  await launched.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await page.getByRole('button', { name: word('nb', 'sessions', 'export') }).click();
  await page.getByRole('button', { name: format }).click();
  await expect.poll(() => existsSync(path)).toBe(true);
}

async function picture(name: string): Promise<void> {
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png` });
}
