import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { DemoSize } from '../../../server/seed/seed-demo';
import { callApi, shareLine } from '../../support/call-api';
import { launchApp } from '../../support/launch-app';
import { signInAsDemo, unlock } from '../../support/sign-in';
import { type Figure, percentile } from '../figure';
import { bareStart } from '../raw/bare-start';
import { startDemoServer } from '../support/start-demo-server';
import type { Bench } from '.';

/** From the start of the process to a window that can be worked in, the passphrase typed by a program. */
const startGoalMs: Record<string, number> = { M: 1000, L: 2000, XL: 3000 };

/** The real app with the real server: does the main process stay free during a first download, and how fast does it start? */
export async function appPull({ folder, say, size }: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  const sizes: DemoSize[] = size >= 100_000 ? ['M', 'L', 'XL'] : ['M'];
  for (const demo of sizes) {
    const server = await startDemoServer(demo);
    try {
      say(`a server of size ${demo} answers`);
      const email = demo === 'XL' ? 'admin.demo@feltbok.example' : 'kari.demo@feltbok.example';
      const options = { api: server.url, userData: join(folder, demo) };
      const { app, page } = await launchApp(options);
      await unlock(page);
      const pulled = await watchFirstDownload(app, page, email);
      say(`${pulled.rows} rows in ${(pulled.ms / 1000).toFixed(1)} s`);
      await app.close();
      if (demo === sizes.at(-1)) figures.push(...stallFigures(demo, pulled));
      figures.push({
        name: `start_${demo}`,
        what: `start to usable window, size ${demo}`,
        unit: 'ms',
        ours: await timeStart(options),
        raw: await bareStart(join(folder, `bare-${demo}`)),
        goal: { value: startGoalMs[demo] ?? 0 },
      });
    } finally {
      await server.stop();
    }
  }
  return figures;
}

type Watched = { rows: number; ms: number; gaps: number[]; idle: number[]; extraMb: number };

/** As long as nothing happens, a late timer is the machine's doing. */
const idleMs = 4000;

/** Runs in the main process: how late a timer of 1 ms comes, and the memory in use. */
async function watchFirstDownload(app: ElectronApplication, page: Page, email: string): Promise<Watched> {
  await app.evaluate(() => {
    const probe = { gaps: [] as number[], before: process.memoryUsage().rss, peak: 0 };
    Object.assign(globalThis, { probe });
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      probe.gaps.push(now - last);
      last = now;
    }, 1);
    setInterval(() => {
      probe.peak = Math.max(probe.peak, process.memoryUsage().rss);
    }, 20);
  });
  await page.waitForTimeout(idleMs);
  const idle = await app.evaluate(() =>
    (globalThis as unknown as { probe: { gaps: number[] } }).probe.gaps.splice(0),
  );
  await signInAsDemo(page, email);
  const startedAt = performance.now();
  await shareLine(app, page);
  // What the sign-in did to the main process is not the download's doing.
  await app.evaluate(() => {
    const { probe } = globalThis as unknown as { probe: { gaps: number[] } };
    probe.gaps.length = 0;
  });
  for (;;) {
    const { lastSyncedAt } = await callApi<{ lastSyncedAt: number | null }>(page, 'sync/status');
    if (lastSyncedAt !== null) break;
    await page.waitForTimeout(100);
  }
  const ms = performance.now() - startedAt;
  const { total } = await callApi<{ total: number }>(page, 'activities/list', { offset: 0, limit: 1 });
  const { gaps, before, peak } = await app.evaluate(
    () => (globalThis as unknown as { probe: { gaps: number[]; before: number; peak: number } }).probe,
  );
  return { rows: total, ms, gaps, idle, extraMb: (peak - before) / 1024 / 1024 };
}

/** Beside each stall stands that of the same process while it had nothing to do. */
function stallFigures(demo: string, { rows, gaps, idle, extraMb }: Watched): Figure[] {
  const during = `main process during a first download of ${rows} activities (${demo})`;
  return [
    {
      name: 'stall_p99',
      what: `${during}: stall p99`,
      unit: 'ms',
      ours: percentile(gaps, 99),
      raw: percentile(idle, 99),
      goal: { value: 16 },
    },
    {
      name: 'stall_worst',
      what: `${during}: worst`,
      unit: 'ms',
      ours: percentile(gaps, 100),
      raw: percentile(idle, 100),
      goal: { value: 50 },
    },
    {
      name: 'memory_extra',
      what: `${during}: extra memory`,
      unit: 'MB',
      ours: extraMb,
      goal: { value: 120 },
    },
  ];
}

/** From the start of the process to the passphrase, and from there to the first screen. */
async function timeStart(options: { api: string; userData: string }): Promise<number> {
  const startedAt = performance.now();
  const { app, page } = await launchApp(options);
  await page.getByLabel('Passordsetning', { exact: true }).waitFor();
  await unlock(page);
  await page.getByRole('navigation').first().waitFor();
  const ms = performance.now() - startedAt;
  await app.close();
  return ms;
}
