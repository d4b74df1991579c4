import { once } from 'node:events';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { RunningServer } from '../../server/start-server';
import type { LaunchedApp } from '../support/launch-app';
import type { TrayItem } from '../support/tray-watcher';
import { type Keyboard, type TypedRow, typeCell } from './type-rows';
import type { Step } from './write-report';

/** Notebook size, the smallest screen that is promised to work. */
export async function size({ app }: LaunchedApp): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
}

export async function takePicture(options: {
  launched: LaunchedApp;
  tray: TrayItem | null;
  folder: string;
  name: string;
  title: string;
  number: number;
}): Promise<Step> {
  const { launched, tray, folder, name, title, number } = options;
  const picture = `${String(number).padStart(2, '0')}-${name}.png`;
  await launched.page.waitForTimeout(400);
  await launched.page.screenshot({ path: join(folder, picture) });
  return { picture, title, status: await statusOf(launched.page), tray: tray ? await tray.tooltip() : null };
}

/** The sentence of the status bar. */
async function statusOf(page: Page): Promise<string> {
  const bar = page.locator('.status-bar [data-status]');
  return (await bar.count()) > 0 ? ((await bar.first().textContent()) ?? '').trim() : '';
}

export async function statusIs(page: Page, expected: RegExp, timeoutMs = 30_000): Promise<void> {
  const until = Date.now() + timeoutMs;
  let found = '';
  while (Date.now() < until) {
    found = await statusOf(page);
    if (expected.test(found)) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`The status bar says "${found}" instead of ${expected}.`);
}

export async function trayIs(tray: TrayItem, expected: RegExp): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    if (expected.test(await tray.tooltip())) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The tray says "${await tray.tooltip()}" instead of ${expected}.`);
}

/** As pulling the plug does to the program: no chance to say or save anything. */
export async function kill({ app }: LaunchedApp): Promise<void> {
  const process = app.process();
  const gone = once(process, 'exit');
  process.kill('SIGKILL');
  await gone;
}

/** Date, type and participants are the same for all rows; who and how long stand in the rows. */
export async function chooseHeader(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Føringsøkt' }).waitFor();
  await page.locator('#header-date').fill('i går');
  await page.locator('#header-date').press('Enter');
  await page.locator('#header-type').selectOption({ label: 'Samtalegruppe' });
  await page.locator('#header-participants').fill('4');
  await page.locator('#header-participants').press('Enter');
}

/** Ticks the first mentors of the roster: minutes, Enter, and on to the next. Answers who came and for how long. */
export async function tickRoster(page: Page, keyboard: Keyboard, rows: number): Promise<TypedRow[]> {
  await page.getByRole('tab', { name: 'Oppmøteliste' }).click();
  const ticks = page.locator('[data-part=tick]');
  await ticks.first().focus();
  const typed: TypedRow[] = [];
  for (let row = 0; row < rows; row += 1) {
    const mentor = (await ticks.nth(row).getAttribute('data-mentor')) ?? '';
    const duration = String(50 + row);
    await keyboard.type(duration);
    await keyboard.press('Enter');
    await page.waitForFunction(
      (before) => (document.activeElement as HTMLElement | null)?.dataset.mentor !== before,
      mentor,
    );
    typed.push({ mentor, duration });
  }
  return typed;
}

/** The row under the last one of the grid. */
export async function goToNewRow(page: Page, keyboard: Keyboard): Promise<void> {
  await page.getByRole('tab', { name: 'Fri føring' }).click();
  await page.locator('[role=gridcell][data-active] :is(input, textarea)').first().focus();
  await keyboard.press('Control+End');
  await keyboard.press('Enter');
  await page.waitForFunction(
    () => document.querySelector('[role=gridcell][data-active]')?.getAttribute('data-cell') === 'mentor',
  );
}

export async function readRecovered(page: Page): Promise<number> {
  const banner = page.getByText(/Vi fant en uferdig føringsøkt/);
  await banner.waitFor();
  return Number(/\((\d+) rad/.exec((await banner.textContent()) ?? '')?.[1] ?? 0);
}

/** How many registrations the screen says have been made of the session. */
export async function readRegistered(page: Page): Promise<number> {
  const line = page.getByText(/\d+ registrering(er)? .*venter på sending/).first();
  await line.waitFor();
  return Number(/(\d+) registrering/.exec((await line.textContent()) ?? '')?.[1] ?? 0);
}

/** Goes from problem to problem and types what should have stood there. */
export async function mendRows(page: Page, keyboard: Keyboard, right: string[]): Promise<void> {
  for (const text of right) {
    await page.locator('[role=gridcell][data-active] :is(input, textarea)').first().focus();
    // Enter may have gone on to a cell that is wrong as well.
    const isAtProblem = await page.locator('[role=gridcell][data-active][aria-invalid=true]').isVisible();
    if (!isAtProblem) await keyboard.press('F8');
    await page.waitForFunction(
      () => document.querySelector('[role=gridcell][data-active][aria-invalid=true]') !== null,
    );
    await typeCell(page, keyboard, text);
  }
}

export type Delivered = { delivered: number; duplicated: number; rows: TypedRow[] };

/** Asks the server's database what has come in since then. */
export async function readDelivered(server: RunningServer, sinceMs: number): Promise<Delivered> {
  const created = await server.sql<{ record_id: string }>(
    `SELECT record_id FROM audit_log WHERE entity = 'activities' AND action = 'create' AND at >= to_timestamp($1 / 1000.0)`,
    [sinceMs],
  );
  const ids = [...new Set(created.map(({ record_id }) => record_id))];
  const rows = await server.sql<TypedRow>(
    `SELECT a.mentors -> 0 ->> 'peerMentorId' AS mentor, a.duration_min::text AS duration FROM activities a
     WHERE a.id = ANY($1) AND a.deleted_at IS NULL AND a.participants_count = 4`,
    [ids],
  );
  return { delivered: ids.length, duplicated: created.length - ids.length, rows };
}

/** How many typed rows are not among the delivered ones, value for value. */
export function countDiffering(typed: TypedRow[], delivered: TypedRow[]): number {
  const left = delivered.map(({ mentor, duration }) => `${mentor} ${duration}`);
  let differing = 0;
  for (const { mentor, duration } of typed) {
    const at = left.indexOf(`${mentor} ${duration}`);
    if (at < 0) differing += 1;
    else left.splice(at, 1);
  }
  return differing;
}
