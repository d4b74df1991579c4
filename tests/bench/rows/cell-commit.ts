import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { callApi, shareLine } from '../../support/call-api';
import { focusIs, openDraft, openSession } from '../../support/entry-session';
import { launchApp } from '../../support/launch-app';
import { goodRow } from '../../support/register';
import { signInAsDemo } from '../../support/sign-in';
import { type Figure, percentile } from '../figure';
import { startDemoServer } from '../support/start-demo-server';
import type { Bench } from '.';

const rowsThere = 500;
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
    const times: Commit[] = [];
    for (let cell = 0; cell < cellsTyped * runs; cell += 1)
      times.push(await commit(page, `${10 + (cell % 80)}`));
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

async function fillSession(page: Page): Promise<void> {
  const { id: sessionId } = await openDraft(page);
  const cells = await goodRow(page);
  const ids: string[] = [];
  while (ids.length < rowsThere)
    ids.push(
      ...(await callApi<string[]>(page, 'drafts/newId', {
        count: Math.min(idsAtOnce, rowsThere - ids.length),
      })),
    );
  const rows = ids.map((id, index) => ({
    id,
    before: null,
    after: { position: index + 1, origin: 'free', cells, serverProblem: null },
  }));
  const step = { number: 1, rows, header: null, focus: null };
  const { kind } = await callApi<{ kind: string }>(page, 'drafts/saveStep', { sessionId, step, way: 'do' });
  if (kind !== 'saved') throw new Error(`The rows were not saved: ${kind}`);
}

/** Milliseconds since the key. */
type Commit = { focused: number; painted: number };

/** Types into the cell that has the focus, and commits it. */
async function commit(page: Page, text: string): Promise<Commit> {
  await page.keyboard.type(text);
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
