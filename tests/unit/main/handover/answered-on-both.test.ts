import { describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import type { Device } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';
import { effectsOf, go, handOver, openRows, takeOver, twoComputersForEachTest } from './handover-fixture';

let server: RunningServer;
let old: Device;
let fresh: Device;
twoComputersForEachTest((made) => {
  ({ server, old, fresh } = made);
});

const none = {} as never;

describe('what needed her when it was handed over', () => {
  it('is registered once when a refused registration is mended on both computers', async () => {
    const [refused] = registerMany(old, 1, () => ({ participantsCount: 0 })) as [string];
    await go(old);
    const { code } = await handOver(old);
    await takeOver(fresh, code);
    const mended: string[] = [];
    for (const device of [old, fresh]) {
      const { sync, drafts } = device.work().workspace;
      const { lines } = await sync.queue({ only: 'needs_person', limit: 10 });
      expect(await sync.fix({ mutationId: lines[0]?.mutationId ?? '' })).toEqual({ kind: 'saved' });
      const session = await drafts.open(none);
      const [row] = session.rows;
      if (!row) throw new Error('The registration is not in the entry session');
      mended.push(row.id);
      const { id: rowId, position, origin } = row;
      const cells = { ...row.cells, participants: '4' };
      await drafts.saveRow({ sessionId: session.id, rowId, position, origin, cells, focus: null });
      expect(await drafts.finish({ sessionId: session.id })).toMatchObject({ registered: 1, kept: 0 });
    }
    for (const device of [old, fresh, old]) await go(device);
    expect(new Set(mended).size).toBe(1);
    expect(mended).not.toContain(refused);
    expect(await effectsOf(server, mended[0] ?? '')).toEqual(['create']);
    expect(openRows(old)).toEqual([]);
    // It was mended in an entry session of another name there, and she is told which one stands.
    expect(openRows(fresh)).toMatchObject([{ state: 'conflicted' }]);
    expect(await fresh.work().workspace.sync.conflicts(none)).toMatchObject([{ group: 'batch' }]);
  });

  it('is made anew once when an edit of a deleted record is applied again on both computers', async () => {
    const [id] = registerMany(old, 1, () => ({ note: 'først' })) as [string];
    await go(old);
    await go(fresh);
    fresh.work().workspace.activities.remove({ id });
    await go(fresh);
    old.work().workspace.activities.update({ id, changes: { note: 'applied again' } });
    await go(old);
    const { code, counts } = await handOver(old);
    expect(counts).toMatchObject({ waiting: 0, conflicts: 1 });
    await takeOver(fresh, code);
    for (const device of [old, fresh]) {
      const { sync } = device.work().workspace;
      const [lost] = await sync.conflicts(none);
      const answers = [{ id: lost?.id ?? '', choice: { kind: 'mine' as const } }];
      expect(await sync.resolve({ answers })).toMatchObject({ kind: 'saved' });
    }
    for (const device of [old, fresh, old]) await go(device);
    const made = await server.sql(
      `SELECT 1 FROM activities WHERE note = 'applied again' AND deleted_at IS NULL`,
    );
    expect(made).toHaveLength(1);
  });
});
