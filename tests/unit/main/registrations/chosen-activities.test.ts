import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../../server/start-server';
import { isReadable } from '../../../../src/main/ipc/guard-port';
import { mostChosen } from '../../../../src/shared/contracts/activity-list';
import { type Device, makeDevice } from '../../../support/make-device';
import { undoFixture } from './undo-fixture';

let server: RunningServer;
let device: Device;
let at: ReturnType<typeof undoFixture>;
beforeAll(async () => {
  server = await startServer({ demo: 'S', passwordCost: 10 });
});
afterAll(() => server.close());
beforeEach(async () => {
  device = await makeDevice(server.url);
  await device.signIn();
  await device.work().engine.run('start');
  at = undoFixture({ server, device });
});
afterEach(() => {
  expect(device.defects).toEqual([]);
  device.remove();
});
const activities = () => device.work().workspace.activities;

test('several go as one step, and come back as one, each once', async () => {
  const { ids, batch } = await at.sent(3);
  const { removed, result } = await activities().removeMany({ ids: [...ids, ids[0] ?? '', randomUUID()] });
  expect(removed).toBe(3);
  expect(at.here(batch)).toEqual([]);
  const undo = result.kind === 'saved' ? result.undo : undefined;
  expect(await at.undo(undo)).toEqual({ kind: 'undone', undone: 3, kept: 0, waiting: 0 });
  expect((at.here(batch) as { id: string }[]).map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(at.unsettled()).toEqual([]);
});

test('nothing is saved, and nothing is to be undone, when all have gone already', async () => {
  expect(await activities().removeMany({ ids: [randomUUID()] })).toEqual({
    removed: 0,
    result: { kind: 'saved' },
  });
});

test('the chosen ones stand in the file in their order, in words, and no cell is a formula', async () => {
  const formula = await at.sent(1, { note: '=HYPERLINK("x")', travelKm: 12.5 });
  const plain = await at.sent(1, { note: 'vanlig; med skilletegn' });
  device.chosenFile = join(device.folder, 'chosen.csv');
  const ids = [plain.ids[0] ?? '', formula.ids[0] ?? '', randomUUID()];
  expect(await activities().export({ ids })).toEqual({ kind: 'saved', rows: 2 });
  const [head, first, second, end] = readFileSync(device.chosenFile, 'utf8').split('\r\n');
  expect(head).toMatch(/^\uFEFFDato;Likepersoner;Aktivitetstype;/);
  expect(first).toContain('"vanlig; med skilletegn";sendt');
  expect(second).toContain(';12,5;');
  expect(second).toContain(`"'=HYPERLINK(""x"")"`);
  expect(end).toBe('');
});

test('no file is left when it cannot be written, or she thinks better of it', async () => {
  const { ids } = await at.sent(1);
  expect(await activities().export({ ids })).toEqual({ kind: 'cancelled' });
  device.chosenFile = join(device.folder, 'nowhere', 'chosen.csv');
  expect(await activities().export({ ids })).toEqual({ kind: 'failed', why: 'folder_gone' });
  expect(existsSync(device.chosenFile)).toBe(false);
});

test('as many as can be chosen fit into one message of the window', () => {
  const ids = Array.from({ length: mostChosen }, () => randomUUID());
  const message = { i: 'a'.repeat(36), p: { u: '/activities/export', b: { json: { ids } } } };
  expect(isReadable(JSON.stringify(message))).toBe(true);
});
