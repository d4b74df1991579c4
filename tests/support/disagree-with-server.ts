import { expect, type Page } from '@playwright/test';
import type { RunningServer } from '../../server/start-server';
import type { ActivityLine } from '../../src/shared/contracts/ipc';
import { callApi } from './call-api';
import { createContact } from './create-contact';
import { finishSession, goodRow, putRows } from './register';

/** One change that somebody else made too, one row of a year that was locked meanwhile, and one that waits. */
export async function disagreeWithServer(server: RunningServer, page: Page): Promise<void> {
  const { total } = await callApi<{ total: number }>(page, 'activities/list', { offset: 0, limit: 1 });
  const { lines } = await callApi<{ lines: ActivityLine[] }>(page, 'activities/list', {
    offset: Math.floor(total / 2),
    limit: 1,
  });
  const [line] = lines;
  if (!line) throw new Error('The demo data have no registrations.');
  const { today } = await callApi<{ today: string }>(page, 'reference/read');
  const thisYear = Number(today.slice(0, 4));
  const pause = (until: number | null) => callApi(page, 'sync/pause', { until });
  const inAnHour = Date.now() + 3_600_000;
  await pause(inAnHour);
  await callApi(page, 'activities/update', { id: line.id, changes: { durationMin: 33 } });
  await server.sql('UPDATE activities SET duration_min = 44 WHERE id = $1', [line.id]);
  await server.sql(`UPDATE settings SET value = $1::jsonb WHERE key = 'locked_years'`, [
    JSON.stringify([thisYear]),
  ]);
  await finishSession(page, await putRows(page, [await goodRow(page)]));
  await pause(null);
  await page.locator('.status-bar [data-status=attention]').waitFor();
  const conflicts = async () => (await callApi<unknown[]>(page, 'sync/conflicts')).length;
  await expect.poll(conflicts, { timeout: 60_000 }).toBe(1);
  await pause(inAnHour);
  await createContact(page, 'Person 3');
}
