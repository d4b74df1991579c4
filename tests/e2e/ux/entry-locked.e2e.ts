import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import type { Cells } from '../../../src/shared/contracts/drafts';
import { callApi, shareLine } from '../../support/call-api';
import { openDraft, showRows } from '../../support/entry-session';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { lockYears } from '../../support/lock-years';
import { goodRow, readReference } from '../../support/register';
import { signInAsDemo } from '../../support/sign-in';
import { word } from '../../support/wording';

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;
let locked: number;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', 'synced');
  await shareLine(launched.app, page);
  locked = Number((await readReference(page)).today.slice(0, 4)) - 1;
  await lockYears(server, [locked]);
  await callApi(page, 'sync/now');
  const years = async () => (await callApi<{ lockedYears: number[] }>(page, 'reference/read')).lockedYears;
  await expect.poll(years).toEqual([locked]);
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
});

const row = (number: number) => page.locator(`[role=row][aria-rowindex="${number + 1}"]`);

test('rows of a locked year say who can open it, and what to ask with lies ready to be pasted, without a name', async () => {
  await showRows(page, [await rowOn(`${locked}-05-04`), await rowOn(`${locked}-05-05`), await rowOn('')]);
  await expect(row(1).getByText(`rapporteringsåret ${locked} er låst`)).toContainText('administratoren');
  await row(1).locator('[role=gridcell][data-cell=participants]').click();
  await page.keyboard.press('Alt+Enter');
  const copied = word('nb', 'problems', 'locked_year.copied');
  await expect(row(1).getByRole('button', { name: copied })).toBeVisible();
  await expect(row(2).getByRole('button', { name: copied })).toBeVisible();
  await expect(page.locator('[data-said]')).toHaveText(copied);
  const text = await launched.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(text).toContain(`rapporteringsåret ${locked}`);
  expect(text).toContain('2 registreringer');
  const { mentors } = await readReference(page);
  for (const { displayName } of mentors) expect(text).not.toContain(displayName);
});

test('a row more makes it another question', async () => {
  await row(3).locator('[role=gridcell][data-cell=date]').click();
  await page.keyboard.type(`6.5.${locked}`);
  await page.keyboard.press('Tab');
  const offer = page.getByRole('button', { name: word('nb', 'batch', 'offer.ask_opening') });
  await expect(offer).toHaveCount(3);
  await row(2)
    .getByRole('button', { name: word('nb', 'batch', 'offer.ask_opening') })
    .click();
  const text = () => launched.app.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(text).toContain('3 registreringer');
});

test('they stay as drafts when the session is finished, until one is removed or the year is opened', async () => {
  await showRows(page, [await rowOn(`${locked}-05-04`), await rowOn(`${locked}-05-05`)]);
  const { id: sessionId } = await openDraft(page);
  expect(await callApi(page, 'drafts/finish', { sessionId })).toMatchObject({ registered: 0, kept: 2 });
  await row(1)
    .getByRole('button', { name: word('nb', 'batch', 'offer.remove_row') })
    .click();
  await expect.poll(async () => (await openDraft(page)).rows.length).toBe(1);
  await lockYears(server, []);
  await callApi(page, 'sync/now');
  await expect(page.getByText(`rapporteringsåret ${locked} er låst`)).toHaveCount(0);
  expect(await callApi(page, 'drafts/finish', { sessionId })).toMatchObject({ registered: 1, kept: 0 });
});

async function rowOn(date: string): Promise<Cells> {
  const { date: _today, ...cells } = await goodRow(page);
  return date === '' ? cells : { ...cells, date };
}
