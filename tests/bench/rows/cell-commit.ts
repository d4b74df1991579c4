import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
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
/** By then nothing of the cell before is under way. */
const quietMs = 60;
/** One frame at 60 frames a second. */
const commitGoalMs = 16;

/** From Enter in a cell until it is on the disk and the next one has the focus, which go on at once; 500 rows stand above. */
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
    await recordAnswers(app);
    for (let cell = 0; cell < cellsToWarmUp; cell += 1) await commit(app, page, cell);
    const times: Commit[] = [];
    for (let cell = 0; cell < cellsTyped * runs; cell += 1) times.push(await commit(app, page, cell));
    say(`${times.length} cells in a session of ${rowsThere} rows`);
    const what = `a cell of a session of ${rowsThere} rows, Enter until`;
    return [
      {
        name: 'cell_commit_p95',
        what: `${what} durable and the next has the focus (p95)`,
        unit: 'ms',
        ours: percentile(
          times.map(({ focused, durable }) => Math.max(focused, durable ?? 0)),
          95,
        ),
        goal: { value: commitGoalMs },
      },
      {
        name: 'cell_durable_p95',
        what: `${what} durable (p95)`,
        unit: 'ms',
        ours: percentile(
          times.flatMap(({ durable }) => durable ?? []),
          95,
        ),
      },
      {
        name: 'cell_painted_p95',
        what: `${what} painted (p95)`,
        unit: 'ms',
        ours: percentile(
          times.map(({ painted }) => painted),
          95,
        ),
      },
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

/** Milliseconds since the key. A cell that was left as it stood has nothing to store: `durable` is null. */
type Commit = { focused: number; durable: number | null; painted: number };

/** Keeps in the main process when it answered calls: what a call stores is on the disk before its answer goes. */
async function recordAnswers(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ MessageChannelMain }) => {
    const port = Object.getPrototypeOf(new MessageChannelMain().port1);
    const { postMessage } = port;
    const answers: number[] = [];
    Object.assign(globalThis, { answers });
    port.postMessage = function (...message: unknown[]) {
      answers.push(performance.timeOrigin + performance.now());
      return postMessage.apply(this, message);
    };
  });
}

/** When the first call after a moment was answered, both in milliseconds since the epoch. */
function firstAnswerAfter(app: ElectronApplication, momentMs: number): Promise<number | null> {
  return app.evaluate((_, moment) => {
    const { answers } = globalThis as unknown as { answers: number[] };
    const first = answers.find((at) => at > moment) ?? null;
    answers.length = 0;
    return first;
  }, momentMs);
}

/** What is typed, by column: one after the other, so that rows differ as they do on paper. */
const texts: Record<string, readonly string[]> = {
  mentor: [...'abehiklmnorst'],
  type: ['hj', 'sa', 'te', 'fa'],
  duration: ['45', '60', '20', '90', '35'],
  participants: ['2', '1', '6', '3'],
};

/** Types into the cell that has the focus, and commits it. */
async function commit(app: ElectronApplication, page: Page, turn: number): Promise<Commit> {
  const cell = await page.evaluate(() =>
    document.activeElement?.closest('[data-cell]')?.getAttribute('data-cell'),
  );
  const choice = texts[cell ?? ''] ?? [''];
  const typed = choice[turn % choice.length] ?? '';
  await page.keyboard.type(typed);
  const measured = page.evaluate(
    () =>
      new Promise<{ keyAt: number; focused: number; painted: number }>((resolve) => {
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
            setTimeout(() =>
              resolve({
                keyAt: performance.timeOrigin + startedAt,
                focused,
                painted: performance.now() - startedAt,
              }),
            ),
          );
        };
        document.addEventListener('focusin', watch);
      }),
  );
  await page.waitForTimeout(quietMs);
  await page.keyboard.press('Enter');
  const { keyAt, ...seen } = await measured;
  await page.waitForTimeout(quietMs);
  const answeredAt = typed === '' ? null : await firstAnswerAfter(app, keyAt);
  return { ...seen, durable: answeredAt && answeredAt - keyAt };
}
