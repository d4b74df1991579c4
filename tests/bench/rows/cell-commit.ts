import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { civilDay, dayNumber, formatIsoDate, parseIsoDate } from '../../../src/shared/rules/civil-day';
import { callApi, shareLine } from '../../support/call-api';
import { focusIs, openDraft, openSession } from '../../support/entry-session';
import { launchApp } from '../../support/launch-app';
import { goodRow, readReference } from '../../support/register';
import { signInAsDemo } from '../../support/sign-in';
import { type Figure, percentile } from '../figure';
import { startDemoServer } from '../support/start-demo-server';
import type { Bench } from '.';

const rowsThere = 500;
/** Not counted: whoever has written 500 rows has long warmed up the code that writes them. */
const cellsToWarmUp = 40;
const cellsTyped = 60;
const idsAtOnce = 200;
/** One frame at 60 frames a second. */
const commitGoalMs = 16;

/** From Enter in a cell to the focus in the next one, which it takes when the cell is on the disk; 500 rows stand above. */
export async function cellCommit({ folder, runs, say }: Bench): Promise<Figure[]> {
  const server = await startDemoServer('M');
  const { app, page } = await launchApp({ api: server.url, userData: join(folder, 'cells') });
  try {
    await signInAsDemo(page, 'kari.demo@feltbok.example');
    await shareLine(app, page);
    await page.locator('.status-bar [data-status=synced]').waitFor({ timeout: 120_000 });
    await fillSession(page);
    await openSession(page);
    await page.locator('.entry-grid').evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
    await page.locator('.entry-row [data-cell=duration]').last().click();
    await focusIs(page, '[data-cell=duration] input');
    for (let cell = 0; cell < cellsToWarmUp; cell += 1) await commit(page, cell);
    const times: Commit[] = [];
    for (let cell = 0; cell < cellsTyped * runs; cell += 1) times.push(await commit(page, cell));
    say(`${times.length} cells in a session of ${rowsThere} rows`);
    const what = `a cell of a session of ${rowsThere} rows, Enter until`;
    const p95 = (of: keyof Commit) =>
      percentile(
        times.map((time) => time[of]),
        95,
      );
    return [
      {
        name: 'cell_commit_p95',
        what: `${what} durable and the next has the focus (p95)`,
        unit: 'ms',
        ours: p95('focused'),
        goal: { value: commitGoalMs },
      },
      { name: 'cell_painted_p95', what: `${what} painted (p95)`, unit: 'ms', ours: p95('painted') },
    ];
  } finally {
    await app.close();
    await server.stop();
  }
}

/** As a long session is: many people and days, and none of them twice alike. */
async function fillSession(page: Page): Promise<void> {
  const { id: sessionId } = await openDraft(page);
  const { mentors, today } = await readReference(page);
  const common = await goodRow(page);
  const active = mentors.filter((mentor) => mentor.active);
  const ids: string[] = [];
  while (ids.length < rowsThere)
    ids.push(...(await callApi<string[]>(page, 'drafts/newId', { count: idsAtOnce })));
  const rows = ids.slice(0, rowsThere).map((id, index) => {
    const mentor = active[index % active.length]?.id ?? '';
    const date = daysBefore(today, Math.floor(index / active.length));
    const after = {
      position: index + 1,
      origin: 'free',
      cells: { ...common, mentor, date },
      serverProblem: null,
    };
    return { id, before: null, after };
  });
  const step = { number: 1, rows, header: null, focus: null };
  const { kind } = await callApi<{ kind: string }>(page, 'drafts/saveStep', { sessionId, step, way: 'do' });
  if (kind !== 'saved') throw new Error(`The rows were not saved: ${kind}`);
}

function daysBefore(today: string, days: number): string {
  const day = parseIsoDate(today);
  if (!day) throw new Error(`No day: ${today}.`);
  return formatIsoDate(civilDay(dayNumber(day) - days));
}

/** Milliseconds since the key. */
type Commit = { focused: number; painted: number };

/** What is typed, by column: one after the other, so that rows differ as they do on paper. */
const texts: Record<string, readonly string[]> = {
  mentor: [...'abehiklmnorst'],
  type: ['hj', 'sa', 'te', 'fa'],
  duration: ['45', '60', '20', '90', '35'],
  participants: ['2', '1', '6', '3'],
};

/** Types into the cell that has the focus, and commits it. */
async function commit(page: Page, turn: number): Promise<Commit> {
  const cell = await page.evaluate(() =>
    document.activeElement?.closest('[data-cell]')?.getAttribute('data-cell'),
  );
  const choice = texts[cell ?? ''] ?? [''];
  await page.keyboard.type(choice[turn % choice.length] ?? '');
  const measured = page.evaluate(
    () =>
      new Promise<Commit>((resolve) => {
        let startedAt = 0;
        document.addEventListener(
          'keydown',
          ({ timeStamp }) => {
            startedAt = timeStamp;
          },
          { capture: true, once: true },
        );
        const from = document.activeElement?.closest('[role=gridcell]');
        const watch = ({ target }: FocusEvent) => {
          if (startedAt === 0 || (target as Element).closest('[role=gridcell]') === from) return;
          document.removeEventListener('focusin', watch);
          const focused = performance.now() - startedAt;
          requestAnimationFrame(() =>
            setTimeout(() => resolve({ focused, painted: performance.now() - startedAt })),
          );
        };
        document.addEventListener('focusin', watch);
      }),
  );
  await page.waitForTimeout(60);
  await page.keyboard.press('Enter');
  return measured;
}
