import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import type { Device } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

let device: Device;
let folder: string;
deviceForEachTest((made) => {
  device = made.device;
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-leaving-'));
  device.chosenFile = join(folder, 'handover.feltbok');
  device.net.faultFor = () => 'refuse';
});
afterEach(() => rmSync(folder, { recursive: true }));

const isHandedOver = () => device.work().isHandedOver();
const none = {} as never;

async function handOver(): Promise<void> {
  let last: string | undefined;
  for await (const step of device.work().workspace.handover.export()) last = step.kind;
  expect(last).toBe('saved');
}

async function typeRow(duration: string, known?: { sessionId: string; rowId: string }) {
  const { drafts } = device.work().workspace;
  const sessionId = known?.sessionId ?? (await drafts.open(none)).id;
  const rowId = known?.rowId ?? (await drafts.newId({ count: 1 }))[0] ?? '';
  const row = { sessionId, rowId, position: 1, origin: 'free' as const, focus: null };
  expect(await drafts.saveRow({ ...row, cells: { duration } })).toEqual({ kind: 'saved' });
  return { sessionId, rowId };
}

describe('signing out by a hand-over', () => {
  it('goes when the file holds everything', async () => {
    registerMany(device, 2);
    await typeRow('45');
    await handOver();
    expect(isHandedOver()).toBe(true);
    expect(await device.life().session.signOut({ kind: 'handed_over' })).toEqual({ kind: 'signed_out' });
    expect(device.life().session.person()).toBeNull();
  });

  it('does not go before a file is finished', async () => {
    registerMany(device, 2);
    device.chosenFile = null;
    for await (const step of device.work().workspace.handover.export()) expect(step.kind).toBe('cancelled');
    expect(await device.life().session.signOut({ kind: 'handed_over' })).toEqual({
      kind: 'unsent',
      counts: { waiting: 2, parked: 0, conflicts: 0, drafts: 0 },
      isHandedOver: false,
    });
  });

  it('does not go when something was registered since', async () => {
    registerMany(device, 2);
    await handOver();
    registerMany(device, 1);
    expect(isHandedOver()).toBe(false);
    await handOver();
    expect(isHandedOver()).toBe(true);
  });

  it('does not go when one of its registrations was edited since', async () => {
    const [id = ''] = registerMany(device, 1);
    await handOver();
    device.work().workspace.activities.update({ id, changes: { durationMin: 75 } });
    expect(isHandedOver()).toBe(false);
  });

  it('does not go when a row was typed on since', async () => {
    const row = await typeRow('45');
    await handOver();
    expect(isHandedOver()).toBe(true);
    device.clock.advance(1000);
    await typeRow('60', row);
    expect(isHandedOver()).toBe(false);
  });

  it('does not go by a file of an earlier start', async () => {
    registerMany(device, 2);
    await handOver();
    await device.restart();
    expect(isHandedOver()).toBe(false);
  });
});
