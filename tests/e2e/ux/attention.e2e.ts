import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import type { ActivityLine } from '../../../src/shared/contracts/ipc';
import { callApi, shareLine } from '../../support/call-api';
import { changeBehindHer, openConflicts } from '../../support/change-behind-her';
import { sidewaysScrollers } from '../../support/check-page';
import { hiddenWhileTabbing, seesAnswers, setTextSize } from '../../support/item-in-sight';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { lockYears } from '../../support/lock-years';
import { goodRow, putRows } from '../../support/register';
import { sentence } from '../../support/sentence';
import { signInAsDemo } from '../../support/sign-in';
import { sizeWindow } from '../../support/walk-screens';

const pictures = resolve(import.meta.dirname, '../../../artifacts/attention');
let server: RunningServer;
let launched: LaunchedApp;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await shareLine(launched.app, page);
  await statusIs('synced');
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
});

test('an inbox with nothing in it says so, and what would stand there', async () => {
  await openInbox();
  await expect(page.getByRole('heading', { name: sentence('attention', 'empty_heading') })).toBeVisible();
  await picture('nothing');
});

test('25 of thirty rows three are refused: 27 are sent, and three are back in the session with the reason', async () => {
  const { today } = await callApi<{ today: string }>(page, 'reference/read');
  const year = Number(today.slice(0, 4));
  const mentors = await goodRow(page);
  const rows = Array.from({ length: 30 }, (_, index) => ({
    ...mentors,
    note: `Rad ${index + 1}`,
    duration: String(20 + index),
    newParticipants: 'yes',
    date: index % 10 === 4 ? `30.12.${year - 1}` : today,
  }));
  await putRows(page, rows);
  await lockYears(server, [year - 1]);
  await page.keyboard.press('Control+n');
  await page.waitForFunction(() => document.activeElement?.matches('[role=gridcell][data-active] input'));
  await page.keyboard.press('Control+s');
  await statusIs('attention');
  await expect(page.locator('.status-bar [data-status]')).toHaveText('3 registreringer trenger deg');
  const sent = await server.sql(`SELECT 1 FROM activities WHERE note LIKE 'Rad %' AND deleted_at IS NULL`);
  expect(sent).toHaveLength(27);
  const { lines } = await callApi<{ lines: ActivityLine[] }>(page, 'activities/list', {
    search: 'Rad',
    offset: 0,
    limit: 50,
  });
  const counted = (state: string) => lines.filter((line) => line.state === state).length;
  expect([counted('sent'), counted('needs_fixing')]).toEqual([27, 3]);

  await page
    .locator('.status-bar')
    .getByRole('button', { name: sentence('common', 'notices.look') })
    .click();
  await expect(page.locator('.attention-entry')).toHaveCount(3);
  await picture('refused');
  await page.getByLabel(sentence('attention', 'alike').replace('{{count}}', '3')).check();
  await page.getByRole('button', { name: sentence('attention', 'refused.fix') }).click();
  const reason = sentence('batch', 'problem.server.year_locked').replace('{{year}}', String(year - 1));
  await expect(page.locator('[role=row]').filter({ hasText: /Rad \d/ })).toHaveCount(3);
  await expect(page.getByText(reason).first()).toBeVisible();
  for (const row of await page
    .locator('[role=row]')
    .filter({ hasText: /Rad \d/ })
    .all()) {
    await row.locator('[data-cell=date]').click();
    await page.locator('[data-active][data-cell=date] input').fill(`31.12.${year - 2}`);
    await page.keyboard.press('Enter');
    await expect(row.locator('[data-cell=date]')).not.toHaveAttribute('aria-invalid');
  }
  await lockYears(server, []);
  await page.keyboard.press('Control+s');
  await expect
    .poll(async () => (await server.sql(`SELECT 1 FROM activities WHERE note LIKE 'Rad %'`)).length, {
      timeout: 60_000,
    })
    .toBe(30);
  await statusIs('synced');
});

test('one correction where they stand is sent for all that are alike', async () => {
  const { today } = await callApi<{ today: string }>(page, 'reference/read');
  const year = Number(today.slice(0, 4));
  const row = await goodRow(page, { date: `30.12.${year - 1}`, newParticipants: 'yes' });
  await lockYears(server, [year - 1]);
  const sessionId = await putRows(
    page,
    ['A', 'B', 'C'].map((name) => ({ ...row, note: `Alike ${name}` })),
  );
  await callApi(page, 'drafts/finish', { sessionId });
  await statusIs('attention');
  await openInbox();
  await page.getByLabel(sentence('sync', 'field.occurredOn')).fill('-1');
  const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel(sentence('attention', 'alike').replace('{{count}}', '3')).check();
  await picture('correcting');
  await page.getByRole('button', { name: sentence('attention', 'refused.correct') }).click();
  await expect(page.getByRole('heading', { name: sentence('attention', 'empty_heading') })).toBeVisible();
  await statusIs('synced');
  const stored = await server.sql<{ occurred_on: string }>(
    `SELECT occurred_on::text FROM activities WHERE note LIKE 'Alike %' AND deleted_at IS NULL`,
  );
  expect(stored.map(({ occurred_on: day }) => day)).toEqual([yesterday, yesterday, yesterday]);
  await lockYears(server, []);
  await callApi(page, 'sync/now');
});

test('a locked year: a text without names asks for it to be opened, or the day goes into the note of a draft', async () => {
  const { today } = await callApi<{ today: string }>(page, 'reference/read');
  const year = Number(today.slice(0, 4)) - 1;
  await lockYears(server, []);
  const row = await goodRow(page, { date: `29.12.${year}`, newParticipants: 'yes' });
  const sessionId = await putRows(
    page,
    ['A', 'B'].map((name) => ({ ...row, note: `Locked ${name}` })),
  );
  await callApi(page, 'sync/now');
  const lockedHere = async () =>
    (await callApi<{ lockedYears: number[] }>(page, 'reference/read')).lockedYears;
  await expect.poll(lockedHere).toEqual([]);
  await lockYears(server, [year]);
  await callApi(page, 'drafts/finish', { sessionId });
  await openInbox();
  await expect(page.locator('.attention-entry')).toHaveCount(2, { timeout: 60_000 });
  await picture('locked-year');
  await page.getByRole('button', { name: sentence('problems', 'locked_year.ask') }).click();
  await expect(page.getByText(sentence('problems', 'locked_year.copied'))).toBeVisible();
  const copied = await launched.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toBe(
    sentence('problems', 'locked_year.text_other')
      .replace('{{year}}', String(year))
      .replace('{{count}}', '2'),
  );
  await page.getByRole('button', { name: sentence('problems', 'locked_year.to_note') }).click();
  const moved = page.locator('[role=row]').filter({ hasText: /Locked [AB]/ });
  await expect(moved).toHaveCount(1);
  const words = sentence('problems', 'locked_year.in_note').replace('{{date}}', `29.12.${year}`);
  await expect(moved.locator('[data-cell=note]')).toContainText(words);
  await expect(moved.locator('[data-cell=date]')).toHaveText('');
  await openInbox();
  await page
    .getByRole('button', { name: sentence('attention', 'refused.delete.button'), exact: true })
    .click();
  await page.getByRole('button', { name: sentence('attention', 'refused.delete.yes') }).click();
  await expect(page.getByRole('heading', { name: sentence('attention', 'empty_heading') })).toBeVisible();
  const drafts = await callApi<{ rows: { id: string }[]; id: string }>(page, 'drafts/open');
  expect(drafts.rows).toHaveLength(1);
  await lockYears(server, []);
  await callApi(page, 'sync/now');
});

test('26 three conflicts are decided by keyboard and come out as chosen; the one put off is still there', async () => {
  const ids = await changeBehindHer(server, page, { count: 4, mine: 33, theirs: 44 });
  await openInbox();
  await expect(page.locator('.attention-entry')).toHaveCount(4);
  const order = (await openConflicts(page)).map(({ recordId }) => recordId);
  await page.keyboard.press('F6');
  await expect(page.locator('.attention-entry').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('#attention-title')).toBeFocused();
  await sizeWindow(launched, 1280, 800);
  await seesAnswers(page);

  // Mine.
  await page.keyboard.press('Alt+1');
  await expect(page.locator('[data-result=durationMin]')).toHaveText('33');
  await picture('conflict');
  await page.keyboard.press('Enter');
  await expect(page.locator('.attention-entry')).toHaveCount(3);
  await expect(page.locator('#attention-title')).toBeFocused();
  // The other one's.
  await page.keyboard.press('Alt+2');
  await page.keyboard.press('Control+s');
  await expect(page.locator('.attention-entry')).toHaveCount(2);
  // A new value.
  await expect(page.locator('#attention-title')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  for (const _ of ['theirs', 'a new value']) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('52');
  await page.keyboard.press('Control+s');
  await expect(page.locator('.attention-entry')).toHaveCount(1);
  // Later.
  const later = page.getByRole('button', { name: sentence('attention', 'later') });
  await expect(page.locator('#attention-title')).toBeFocused();
  for (
    let tabs = 0;
    tabs < 12 && !(await later.evaluate((each) => each === document.activeElement));
    tabs += 1
  )
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('.attention-entry')).toContainText(sentence('attention', 'set_aside'));
  expect(await page.evaluate(() => document.body.textContent)).not.toMatch(/\b(local|remote)\b/i);

  const minutes = async () => {
    const rows = await server.sql<{ id: string; duration_min: number }>(
      'SELECT id, duration_min FROM activities WHERE id = ANY($1)',
      [ids],
    );
    return order.map((id) => rows.find((row) => row.id === id)?.duration_min);
  };
  await expect.poll(minutes, { timeout: 60_000 }).toEqual([33, 44, 52, 44]);
  expect((await openConflicts(page)).map(({ recordId }) => recordId)).toEqual(order.slice(3));
});

test('what was decided can be taken back, and is asked again', async () => {
  await page.locator('.attention-answered summary').click();
  await page.locator('.attention-answered button').first().click();
  await expect(page.locator('.attention-entry')).toHaveCount(2);
  await picture('taken-back');
});

test('three parts of one registration and what answers them stand in sight together', async () => {
  const first = { offset: 0, limit: 1 };
  const { lines } = await callApi<{ lines: ActivityLine[] }>(page, 'activities/list', first);
  const id = lines[0]?.id ?? '';
  await callApi(page, 'sync/pause', { until: Date.now() + 3_600_000 });
  await callApi(page, 'activities/update', { id, changes: { durationMin: 31, note: 'Min', travelKm: 3 } });
  await server.sql(
    `UPDATE activities SET duration_min = 29, note = 'Den andre', travel_km = 9 WHERE id = $1`,
    [id],
  );
  await callApi(page, 'sync/pause', { until: null });
  await callApi(page, 'sync/now');
  const three = page.locator('.attention-entry').filter({ hasText: /,.*,/ });
  await three.click();
  await expect(page.locator('.conflict-table tbody')).toHaveCount(3);
  await sizeWindow(launched, 1280, 800);
  await seesAnswers(page);
  await picture('three-parts');
  await sizeWindow(launched, 1280, 800);
  expect(await hiddenWhileTabbing(page)).toEqual([]);
  await setTextSize(page, '200%');
  expect(await sidewaysScrollers(page)).toEqual([]);
  expect(await hiddenWhileTabbing(page)).toEqual([]);
  await picture('three-parts-large');
  await setTextSize(page, '');
  await page.locator('#attention-title').focus();
  await page.keyboard.press('Alt+2');
  await page.keyboard.press('Control+s');
  await expect(three).toHaveCount(0);
});

test('what was put off is still put off in a new window', async () => {
  await page.reload();
  await openInbox();
  await expect(
    page.locator('.attention-entry').filter({ hasText: sentence('attention', 'set_aside') }),
  ).toHaveCount(1);
});

async function openInbox(): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: sentence('common', 'nav.attention') })
    .click();
  await page.getByRole('heading', { level: 1, name: sentence('attention', 'heading') }).waitFor();
}

async function statusIs(kind: string): Promise<void> {
  await expect(page.locator('.status-bar [data-status]')).toHaveAttribute('data-status', kind, {
    timeout: 60_000,
  });
}

/** A look at the screen in both sizes that coordinators have. */
async function picture(name: string): Promise<void> {
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const) {
    await sizeWindow(launched, width, height);
    await page.screenshot({ path: `${pictures}/${name}-${width}.png` });
  }
}
