import { expect, type Page } from '@playwright/test';
import type { RunningServer } from '../../server/start-server';
import type { ActivityLine, ConflictLine } from '../../src/shared/contracts/ipc';
import { callApi } from './call-api';

/** She and somebody else change the minutes of so many registrations; hers arrive last. Answers their ids. */
export async function changeBehindHer(
  server: RunningServer,
  page: Page,
  { count, mine, theirs }: { count: number; mine: number; theirs: number },
): Promise<string[]> {
  const { total } = await callApi<{ total: number }>(page, 'activities/list', { offset: 0, limit: 1 });
  const { lines } = await callApi<{ lines: ActivityLine[] }>(page, 'activities/list', {
    offset: Math.floor(total / 2),
    limit: count,
  });
  const ids = lines.map(({ id }) => id);
  const before = await openConflicts(page);
  await callApi(page, 'sync/pause', { until: Date.now() + 3_600_000 });
  for (const id of ids) await callApi(page, 'activities/update', { id, changes: { durationMin: mine } });
  await server.sql('UPDATE activities SET duration_min = $1 WHERE id = ANY($2)', [theirs, ids]);
  await callApi(page, 'sync/pause', { until: null });
  await callApi(page, 'sync/now');
  await expect.poll(async () => (await openConflicts(page)).length).toBe(before.length + count);
  return ids;
}

export function openConflicts(page: Page): Promise<ConflictLine[]> {
  return callApi<ConflictLine[]>(page, 'sync/conflicts');
}
