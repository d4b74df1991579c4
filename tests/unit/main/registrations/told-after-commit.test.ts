import { expect, test } from 'vitest';
import type { Workspace } from '../../../../src/main/ipc/calls';
import type { SaveResult, UndoResult } from '../../../../src/shared/contracts/ipc';
import type { Device } from '../../../support/make-device';
import { twoDevicesForEachTest } from '../../../support/two-devices-for-each-test';
import { undoFixture } from './undo-fixture';

let device: Device;
let other: Device;
let at: ReturnType<typeof undoFixture>;
twoDevicesForEachTest((made) => {
  ({ device, other } = made);
  at = undoFixture(made);
});

type Act = () => SaveResult | UndoResult;
const none = {} as never;
/** The calls answer at once here; the contract allows them not to. */
const now = <T>(value: T | Promise<T>) => value as T;
const sync = () => device.work().workspace.sync;

async function conflict(): Promise<Act> {
  const { ids } = await at.sent();
  const [id = ''] = ids;
  await other.work().engine.run('now');
  await other.work().workspace.activities.update({ id, changes: { durationMin: 60 } });
  await other.work().engine.run('now');
  await at.edit(id, { durationMin: 45 });
  await at.go();
  const [line] = await sync().conflicts(none);
  return () => now(sync().resolve({ answers: [{ id: line?.id ?? '', choice: { kind: 'mine' } }] }));
}

const refused =
  (act: (mutationId: string) => ReturnType<Workspace['sync']['retry']>) => async (): Promise<Act> => {
    await at.finish(1);
    await at.goRefused();
    const [row] = at.unsettled();
    return () => now(act(row?.id ?? ''));
  };

async function edit(): Promise<Act> {
  const { ids } = await at.sent();
  const undo = await at.edit(ids[0] ?? '', { note: 'after' });
  return () => now(at.workspace().activities.undo({ undo }));
}

async function session(): Promise<Act> {
  const { batch } = await at.finish(2);
  return () => now(at.workspace().sessions.undo({ id: batch }));
}

test.each<[string, () => Promise<Act>]>([
  ['an answer to a conflict', conflict],
  ['another try', refused((mutationId) => sync().retry({ mutationId }))],
  ['giving a refused one up', refused((mutationId) => sync().discard({ mutationId }))],
  ['taking a refused one back', refused((mutationId) => sync().fix({ mutationId }))],
  [
    'a correction',
    refused((mutationId) => sync().correct({ corrections: [{ mutationId, changes: { durationMin: 20 } }] })),
  ],
  ['an undone edit', edit],
  ['an undone session', session],
])('%s is told of once it is kept, and not at all when it is rolled back', async (_name, prepare) => {
  const act = await prepare();
  // The status follows what was saved by a turn.
  device.clock.advance(0);
  const told = () => [device.told, device.changed];
  const before = structuredClone(told());
  const rolledBack = () =>
    device.database().write(() => {
      expect(['saved', 'undone']).toContain(act().kind);
      throw new Error('rolled back');
    });
  expect(rolledBack).toThrow('rolled back');
  device.clock.advance(5000);
  expect(told()).toEqual(before);
  expect(['saved', 'undone']).toContain(act().kind);
  expect(device.changed.slice(before[1]?.length)).toContain('outbox');
});
