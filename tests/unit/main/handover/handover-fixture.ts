import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { outbox } from '../../../../src/main/database/schema';
import type { HandoverProgress } from '../../../../src/shared/contracts/handover';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { type Device, makeDevice } from '../../../support/make-device';

/** One person's two computers and the file that goes between them; both have fetched everything. */
export type TwoComputers = { server: RunningServer; old: Device; fresh: Device };

export function twoComputersForEachTest(give: (made: TwoComputers) => void): void {
  let server: RunningServer;
  let old: Device;
  let fresh: Device;
  let folder: string;
  deviceForEachTest((made) => {
    ({ server, device: old } = made);
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'feltbok-handover-'));
    fresh = await makeDevice(server.url);
    await fresh.signIn();
    await fresh.work().engine.run('start');
    for (const device of [old, fresh]) device.chosenFile = join(folder, 'handover.feltbok');
    give({ server, old, fresh });
  });
  afterEach(() => {
    expect(fresh.defects).toEqual([]);
    fresh.remove();
    rmSync(folder, { recursive: true });
  });
}

const none = {} as never;

export const go = (device: Device) => device.work().engine.run('now');

export const openRows = (device: Device) =>
  device
    .database()
    .orm.select()
    .from(outbox)
    .all()
    .filter(({ state }) => state !== 'settled');

export async function handOver(device: Device): Promise<Extract<HandoverProgress, { kind: 'saved' }>> {
  let last: HandoverProgress | undefined;
  for await (const step of device.work().workspace.handover.export()) last = step;
  if (last?.kind !== 'saved') throw new Error(`The export ended with ${last?.kind}`);
  return last;
}

export async function takeOver(device: Device, code: string) {
  const { handover } = device.work().workspace;
  const chosen = await handover.choose(none);
  if (chosen.kind !== 'chosen') throw new Error(`The file was not accepted: ${JSON.stringify(chosen)}`);
  return handover.take({ id: chosen.id, code });
}

/** What the server has done with a record, in order. */
export async function effectsOf(server: RunningServer, id: string): Promise<string[]> {
  const rows = await server.sql<{ action: string }>(
    'SELECT action FROM audit_log WHERE record_id = $1 ORDER BY sequence',
    [id],
  );
  return rows.map(({ action }) => action);
}
