import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { callApi, shareLine } from '../../support/call-api';
import { launchApp } from '../../support/launch-app';
import { signInAsDemo } from '../../support/sign-in';
import { word } from '../../support/wording';
import { type Figure, percentile } from '../figure';
import { startDemoServer } from '../support/start-demo-server';
import type { Bench } from '.';

/** From the key or the click to lines on the screen. */
const paintedGoalMs = 100;
const frameGoalMs = 50;
const scrollMs = 4000;

type Act = { name: string; what: string; there: () => Promise<unknown>; back: () => Promise<unknown> };

/** The list of registrations in the real window: filters, orders and searches until painted, and frames while scrolling. */
export async function listWindow({ folder, runs, size, say }: Bench): Promise<Figure[]> {
  const demo = size >= 100_000 ? 'XL' : 'M';
  const server = await startDemoServer(demo);
  const { app, page } = await launchApp({ api: server.url, userData: join(folder, 'list') });
  try {
    await signInAsDemo(page, demo === 'XL' ? 'admin.demo@feltbok.example' : 'kari.demo@feltbok.example');
    await shareLine(app, page);
    const rows = await everythingFetched(page);
    say(`${rows} registrations are in the list`);
    await page.locator('main [role=row][aria-busy=false]').nth(5).waitFor();
    const figures: Figure[] = [];
    for (const act of await actsOn(page)) {
      const costs: number[] = [];
      for (let time = 0; time < runs * 4; time += 1) {
        costs.push(await painted(page, act.there));
        await painted(page, act.back);
      }
      say(`${act.name}: ${costs.map((cost) => cost.toFixed(0)).join(' ')} ms`);
      figures.push({
        name: `list_${act.name}`,
        what: `${act.what} until painted, over ${rows} (p95)`,
        unit: 'ms',
        ours: percentile(costs, 95),
        goal: { value: paintedGoalMs },
      });
    }
    return [...figures, ...scrollFigures(await scroll(page), rows)];
  } finally {
    await app.close();
    await server.stop();
  }
}

async function everythingFetched(page: Page): Promise<number> {
  for (;;) {
    const { lastSyncedAt } = await callApi<{ lastSyncedAt: number | null }>(page, 'sync/status');
    if (lastSyncedAt !== null) break;
    await page.waitForTimeout(200);
  }
  const { total } = await callApi<{ total: number }>(page, 'activities/count', {});
  return total;
}

async function actsOn(page: Page): Promise<Act[]> {
  const { units } = await callApi<{ units: { id: string; kind: string }[] }>(page, 'reference/read');
  const local = units.filter(({ kind }) => kind === 'local');
  await page.getByRole('button', { name: word('nb', 'records', 'filters'), exact: true }).click();
  const period = page.getByLabel(word('nb', 'records', 'period'), { exact: true });
  const unit = page.getByLabel(word('nb', 'lists', 'unit'), { exact: true });
  const search = page.getByLabel(word('nb', 'lists', 'search'), { exact: true });
  const sortBy = (key: string) => page.locator(`[data-sorts=${key}]`);
  const searched = (text: string) => ({
    there: () => search.fill(text),
    back: () => search.fill(''),
  });
  return [
    {
      name: 'filter_period',
      what: 'a period chosen',
      there: () => period.selectOption('last_year'),
      back: () => period.selectOption('all'),
    },
    {
      name: 'filter_unit',
      what: 'a unit chosen, one of many',
      there: () => unit.selectOption(local.at(-1)?.id ?? ''),
      back: () => unit.selectOption(''),
    },
    { name: 'search_common', what: 'a search for a common word', ...searched('samtale') },
    { name: 'search_letter', what: 'a search for one letter', ...searched('k') },
    {
      name: 'sort_duration',
      what: 'an order by minutes',
      there: () => sortBy('duration').click(),
      back: () => sortBy('date').click(),
    },
    {
      name: 'sort_mentors',
      what: 'an order by name',
      there: () => sortBy('mentors').click(),
      back: () => sortBy('date').click(),
    },
  ];
}

/** Milliseconds from the event in the page to the frame that shows other lines. */
async function painted(page: Page, act: () => Promise<unknown>): Promise<number> {
  const measured = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const kinds = ['input', 'change', 'click'];
        let startedAt = 0;
        const begin = () => {
          startedAt ||= performance.now();
        };
        for (const kind of kinds) window.addEventListener(kind, begin, { capture: true });
        const watcher = new MutationObserver(() => {
          if (startedAt === 0) return;
          watcher.disconnect();
          for (const kind of kinds) window.removeEventListener(kind, begin, { capture: true });
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startedAt)));
        });
        const lines = document.querySelector('.rows-body');
        if (lines) watcher.observe(lines, { subtree: true, childList: true, characterData: true });
      }),
  );
  await page.waitForTimeout(150);
  await act();
  const ms = await measured;
  // The count, and what else is read, belongs to this one.
  await page.waitForTimeout(250);
  return ms;
}

/** Gaps between frames while the list is scrolled by two screens a second, and jumped through. */
function scroll(page: Page): Promise<number[]> {
  return page.evaluate(
    (lastMs) =>
      new Promise<number[]>((resolve) => {
        const box = document.querySelector('main .rows');
        const gaps: number[] = [];
        const startedAt = performance.now();
        let last = startedAt;
        const step = (now: number) => {
          gaps.push(now - last);
          last = now;
          box?.scrollBy(0, 60);
          if (gaps.length % 60 === 0) box?.scrollBy(0, 20_000);
          if (now - startedAt < lastMs) requestAnimationFrame(step);
          else resolve(gaps.slice(1));
        };
        requestAnimationFrame(step);
      }),
    scrollMs,
  );
}

function scrollFigures(gaps: readonly number[], rows: number): Figure[] {
  const during = `scrolling through ${rows}`;
  const slow = gaps.filter((gap) => gap > frameGoalMs).length;
  return [
    {
      name: 'list_frame_p95',
      what: `${during}: frame p95`,
      unit: 'ms',
      ours: percentile(gaps, 95),
      goal: { value: frameGoalMs },
    },
    {
      name: 'list_frame_slow',
      what: `${during}: frames over ${frameGoalMs} ms`,
      unit: '%',
      ours: (slow / gaps.length) * 100,
      goal: { value: 5 },
    },
  ];
}
