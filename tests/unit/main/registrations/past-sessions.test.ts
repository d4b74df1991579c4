import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../../server/start-server';
import { pruneSteps } from '../../../../src/main/registrations/undo-steps';
import { readText } from '../../../../src/renderer/screens/import/read-text';
import { unguardFormula } from '../../../../src/shared/rules/guard-formula';
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

const sessions = () => device.work().workspace.sessions;
const newest = async () => (await sessions().list({ offset: 0, limit: 10 })).lines[0];
const done = (undone: number, kept = 0, waiting = 0) => ({ kind: 'undone', undone, kept, waiting });

test('a finished session is listed with its sums, waiting at first and then sent', async () => {
  const { batch } = await at.finish(3);
  expect(await newest()).toMatchObject({ id: batch, rows: 3, minutes: 180, waiting: 3, needsFixing: 0 });
  expect(await newest()).toMatchObject({ at: device.clock.now() });
  expect(await sessions().open({ id: batch })).toMatchObject({ undoable: 3, unsent: 3 });
  await at.go();
  expect(await newest()).toMatchObject({ id: batch, rows: 3, waiting: 0 });
  expect(await sessions().open({ id: batch })).toMatchObject({ undoable: 3, unsent: 0 });
});

test('undone as one: sent and unsent go, on the server too, and their rows stand in the entry session', async () => {
  const { batch } = await at.finish(2);
  await at.go();
  expect(await at.onServer(batch)).toHaveLength(2);
  expect(await sessions().undo({ id: batch })).toEqual(done(2));
  await at.go();
  expect(await at.onServer(batch)).toEqual([]);
  expect((await at.rows()).map(({ cells }) => cells.note)).toEqual(['row 0', 'row 1']);
  expect((await sessions().open({ id: batch })).session).toBeNull();
  expect(await sessions().undo({ id: batch })).toEqual({ kind: 'not_found' });
});

test('only what the server refused is offered to be mended; what waits goes on, and can still be undone', async () => {
  const { batch } = await at.finish(3);
  expect(await sessions().open({ id: batch })).toMatchObject({ unsent: 3, refused: 0 });
  expect(await sessions().reopen({ id: batch })).toEqual(done(0));
  await at.goRefused();
  expect(await sessions().open({ id: batch })).toMatchObject({ unsent: 3, refused: 3 });
  // She sends one of them once more.
  const [first] = at.unsettled();
  await at.workspace().sync.retry({ mutationId: first?.id ?? '' });
  expect(await sessions().open({ id: batch })).toMatchObject({ unsent: 3, refused: 2 });
  expect(await newest()).toMatchObject({ needsFixing: 2, waiting: 1 });
  expect(await sessions().reopen({ id: batch })).toEqual(done(2));
  expect(await at.rows()).toHaveLength(2);
  expect(at.here(batch)).toHaveLength(1);
  await at.go();
  expect(await at.onServer(batch)).toHaveLength(1);
  expect(await sessions().undo({ id: batch })).toEqual(done(1));
});

test('says why a session cannot be taken back from here', async () => {
  const { batch } = await at.finish(2);
  await at.go();
  const staying = async (id: string) => (await sessions().open({ id })).staying;
  expect(await staying(batch)).toBeNull();
  // As when it was taken back and these were left, because they had been changed meanwhile.
  device.database().prepare(`UPDATE undo_steps SET state = 'done', records = '[]'`).run();
  expect(await staying(batch)).toEqual({ count: 2, why: 'changed' });
  device.clock.advance(31 * 86_400_000);
  pruneSteps(device.database(), device.clock.now());
  expect(await staying(batch)).toEqual({ count: 2, why: 'too_old' });
  // As another computer sees the same session.
  device.database().prepare('DELETE FROM draft_sessions WHERE id = ?').run(batch);
  expect(await staying(batch)).toEqual({ count: 2, why: 'elsewhere' });
});

test('the last session of a unit is what is repeated, and never the one under way', async () => {
  const first = await at.finish(1, { note: 'first' });
  const { header } = await at.workspace().drafts.open({} as never);
  const { batch } = await at.finish(2, { note: 'second' });
  const asked = { unitId: header.unitId, but: first.batch };
  expect((await sessions().last(asked))?.rows.map(({ note }) => note)).toEqual(['second', 'second']);
  expect((await sessions().last({ ...asked, but: batch }))?.rows).toMatchObject([{ note: 'first' }]);
  expect(await sessions().last({ unitId: batch, but: batch })).toBeNull();
});

test('of a unit without an earlier session, what is finished of the one under way is what can be repeated', async () => {
  const { header } = await at.workspace().drafts.open({} as never);
  const { batch } = await at.finish(2, { note: 'finished' });
  const asked = { unitId: header.unitId, but: batch };
  expect((await sessions().last(asked))?.ofThis).toBe(false);
  device.database().prepare('UPDATE activities SET batch_id = NULL WHERE batch_id <> ?').run(batch);
  expect(await sessions().last(asked)).toMatchObject({ ofThis: true });
  expect((await sessions().last(asked))?.rows.map(({ note }) => note)).toEqual(['finished', 'finished']);
  device.database().prepare('UPDATE activities SET batch_id = NULL').run();
  expect(await sessions().last(asked)).toBeNull();
});

test.each(['csv', 'xlsx'] as const)(
  'a file of a session (%s) holds its text as text, whatever it begins with',
  async (format) => {
    const note = '=1+1;"@x",-2';
    const { batch } = await at.finish(1, { note, km: '12,5' });
    device.chosenFile = join(device.folder, `session.${format}`);
    expect(await sessions().export({ id: batch, format })).toEqual({ kind: 'saved' });
    const bytes = readFileSync(device.chosenFile);
    if (format === 'csv') {
      expect(bytes.toString()).toContain(`"'=1+1;""'@x"",'-2"`);
      const reading = readText('', bytes.toString());
      const [heading = [], line = []] =
        reading.kind === 'read' ? (reading.source.sheets[0]?.table ?? []) : [];
      expect(unguardFormula(line[heading.indexOf('Merknad')] ?? '')).toBe(note);
      expect(line[heading.indexOf('Kjørte km')]).toBe('12,5');
    } else {
      const [heading = [], line = []] = await readSheet(bytes);
      expect(line[heading.indexOf('Merknad')]).toBe(note);
      expect(line[heading.indexOf('Kjørte km')]).toBe(12.5);
      expect(bytes.toString('latin1')).not.toContain('<f>');
    }
    device.chosenFile = null;
    expect(await sessions().export({ id: batch, format })).toEqual({ kind: 'cancelled' });
    device.chosenFile = join(device.folder, 'no', 'such', 'folder.csv');
    expect(await sessions().export({ id: batch, format })).toEqual({ kind: 'failed', why: 'folder_gone' });
  },
);

test('templates are kept for their unit, renamed, removed, and brought back', async () => {
  const { templates, drafts } = device.work().workspace;
  const { header } = await drafts.open({} as never);
  const template = { name: 'Thursday', header, mentorIds: [] };
  const { id } = await templates.save(template);
  const listed = async () => (await templates.list({ unitId: header.unitId })).map(({ name }) => name);
  expect(await listed()).toEqual(['Thursday']);
  expect(await templates.list({ unitId: id ?? '' })).toEqual([]);
  expect(await templates.rename({ id: id ?? '', name: 'Friday' })).toEqual({ kind: 'saved' });
  await device.restart();
  const after = device.work().workspace.templates;
  const names = async () => (await after.list({ unitId: header.unitId })).map(({ name }) => name);
  expect(await names()).toEqual(['Friday']);
  expect(await after.remove({ id: id ?? '' })).toEqual({ kind: 'saved' });
  expect(await names()).toEqual([]);
  expect(await after.restore({ id: id ?? '' })).toEqual({ kind: 'saved' });
  expect(await names()).toEqual(['Friday']);
  expect(await after.rename({ id: header.unitId, name: 'x' })).toEqual({ kind: 'not_found' });
});
