import { describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import type { Device } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';
import { go, handOver, openRows, takeOver, twoComputersForEachTest } from './handover-fixture';

let server: RunningServer;
let old: Device;
let fresh: Device;
twoComputersForEachTest((made) => {
  ({ server, old, fresh } = made);
});

/** Looks at every turn of the event loop how many of the file's mutations are here, until `work` has ended. */
async function watchTaking(work: Promise<unknown>, look: (taken: number) => void): Promise<void> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    if (fresh.life().database()) look(openRows(fresh).length);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await over;
}

describe('a long queue that is taken over', () => {
  it('is taken in slices, so that whoever works meanwhile is not held up', async () => {
    registerMany(old, 1200);
    const { code } = await handOver(old);
    const seen = new Set<number>();
    await watchTaking(takeOver(fresh, code), (taken) => seen.add(taken));
    expect(openRows(fresh)).toHaveLength(1200);
    expect(seen.size).toBeGreaterThanOrEqual(1200 / 100);
  });

  it('is taken once when the app crashes between two slices and the file is opened again', async () => {
    const ids = registerMany(old, 600);
    const { code } = await handOver(old);
    // What has been taken is sent only at the end, so that it can be counted.
    fresh.connectivity = 'offline';
    let restarted: Promise<void> | null = null;
    const cutOff = takeOver(fresh, code).catch(() => 'cut off');
    await watchTaking(cutOff, (taken) => {
      if (taken >= 200) restarted ??= fresh.restart();
    });
    await restarted;
    expect(await cutOff).toBe('cut off');
    const before = openRows(fresh).length;
    expect(before).toBeGreaterThanOrEqual(200);
    expect(before).toBeLessThan(600);
    expect(await takeOver(fresh, code)).toMatchObject({ counts: { waiting: 600 - before }, known: before });
    expect(openRows(fresh).map(({ recordId }) => recordId)).toEqual(ids);
    fresh.connectivity = 'online';
    await go(fresh);
    const counts = await server.sql<{ n: string }>(
      `SELECT count(*) AS n FROM audit_log WHERE record_id = ANY($1) GROUP BY record_id`,
      [ids],
    );
    expect(counts.filter(({ n }) => Number(n) === 1)).toHaveLength(600);
  });
});
