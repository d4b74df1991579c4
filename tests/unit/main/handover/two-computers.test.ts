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
const isPush = (request: string) => request.startsWith('POST') && request.endsWith('/mutations');
const effects = (id: string) => effectsOf(server, id);

/** What one computer has that the server has not told it of: refused, in flight without an answer, edited, typed. */
async function work() {
  const [refused] = registerMany(old, 1, () => ({ participantsCount: 0 })) as [string];
  await go(old);
  const sent = registerMany(old, 3) as [string, string, string];
  const draft = await typeRow(old);
  let waiting: string[] = [];
  let saved: Awaited<ReturnType<typeof handOver>> | undefined;
  old.net.meanwhile = async (request) => {
    if (!isPush(request) || saved) return;
    old.work().workspace.activities.update({ id: sent[0], changes: { note: 'endret', durationMin: 90 } });
    old.work().workspace.activities.update({ id: sent[1], changes: { durationMin: 75 } });
    old.work().workspace.activities.remove({ id: sent[2] });
    waiting = registerMany(old, 2);
    saved = await handOver(old);
  };
  old.net.faultFor = (request) => (isPush(request) ? 'lose_answer' : null);
  await go(old);
  old.net.faultFor = () => 'refuse';
  if (!saved) throw new Error('Nothing was handed over');
  return { refused, sent, waiting, draft, saved };
}

async function typeRow(device: Device): Promise<string> {
  const { drafts } = device.work().workspace;
  const session = await drafts.open(none);
  const [rowId] = (await drafts.newId({ count: 1 })) as [string];
  const row = { sessionId: session.id, rowId, position: 1, origin: 'free' as const, focus: null };
  expect(await drafts.saveRow({ ...row, cells: { duration: '45' } })).toEqual({ kind: 'saved' });
  return rowId;
}

async function expectOnce({ refused, sent, waiting, draft }: Awaited<ReturnType<typeof work>>) {
  expect(await Promise.all(sent.map(effects))).toEqual([
    ['create', 'update'],
    ['create', 'update'],
    ['create', 'delete'],
  ]);
  expect(await Promise.all(waiting.map(effects))).toEqual([['create'], ['create']]);
  expect(await effects(refused)).toEqual([]);
  for (const device of [old, fresh]) {
    expect(openRows(device)).toMatchObject([{ recordId: refused, state: 'parked' }]);
    const { sync, drafts, activities } = device.work().workspace;
    expect(await sync.conflicts(none)).toEqual([]);
    expect(await sync.queue({ only: 'needs_person', limit: 10 })).toMatchObject({
      lines: [{ recordId: refused, problem: { code: 'validation' } }],
    });
    expect(await drafts.open(none)).toMatchObject({ rows: [{ id: draft, cells: { duration: '45' } }] });
    expect((await activities.get({ id: sent[0] })).activity).toMatchObject({
      note: 'endret',
      durationMin: 90,
    });
    expect((await activities.get({ id: sent[2] })).activity).toBeNull();
    expect(device.work().engine.status().kind).toBe('attention');
  }
}

describe('what was handed over to a second computer', () => {
  it('is on the server once when the new computer sends first', async () => {
    const made = await work();
    expect(await takeOver(fresh, made.saved.code)).toMatchObject({
      kind: 'taken',
      counts: made.saved.counts,
    });
    await go(fresh);
    old.net.faultFor = () => null;
    await go(old);
    await go(fresh);
    await expectOnce(made);
  });

  it('is on the server once when the old computer sends first', async () => {
    const made = await work();
    old.net.faultFor = () => null;
    await go(old);
    expect(await takeOver(fresh, made.saved.code)).toMatchObject({ kind: 'taken' });
    await go(fresh);
    await go(old);
    await expectOnce(made);
  });

  it('is on the server once when the old computer is never heard of again', async () => {
    const made = await work();
    expect(made.saved.counts).toEqual({ waiting: 8, parked: 1, conflicts: 0, drafts: 1 });
    await takeOver(fresh, made.saved.code);
    await go(fresh);
    expect(await Promise.all([...made.sent, ...made.waiting].map(effects))).toEqual([
      ['create', 'update'],
      ['create', 'update'],
      ['create', 'delete'],
      ['create'],
      ['create'],
    ]);
  });

  it('stays as it was handed over where the person edits on after that', async () => {
    const [id] = registerMany(old, 1) as [string];
    const { code } = await handOver(old);
    // Joined with what the file holds, the two computers would say different things under one id.
    old.work().workspace.activities.update({ id, changes: { note: 'senere' } });
    await takeOver(fresh, code);
    await go(fresh);
    await go(old);
    await go(fresh);
    expect(await effects(id)).toEqual(['create', 'update']);
    for (const device of [old, fresh]) expect(openRows(device)).toEqual([]);
    expect((await fresh.work().workspace.activities.get({ id })).activity).toMatchObject({ note: 'senere' });
  });

  it('is taken once however often the file is opened, also where it was made', async () => {
    const made = await work();
    await takeOver(fresh, made.saved.code);
    const again = await takeOver(fresh, made.saved.code);
    expect(again).toEqual({
      kind: 'taken',
      counts: { waiting: 0, parked: 0, conflicts: 0, drafts: 0 },
      known: 10,
    });
    expect(await takeOver(old, made.saved.code)).toEqual(again);
  });

  it('is shown on top of the server’s record, which comes back when it is given up', async () => {
    const [id] = registerMany(old, 1) as [string];
    await go(old);
    await go(fresh);
    old.work().workspace.activities.update({ id, changes: { participantsCount: 0, note: 'min' } });
    await go(old);
    const { code } = await handOver(old);
    await takeOver(fresh, code);
    const { activities, sync } = fresh.work().workspace;
    expect((await activities.get({ id })).activity).toMatchObject({ note: 'min' });
    const { lines } = await sync.queue({ only: 'needs_person', limit: 10 });
    await sync.discard({ mutationId: lines[0]?.mutationId ?? '' });
    expect((await activities.get({ id })).activity).toMatchObject({ note: '', participantsCount: 1 });
  });
});
