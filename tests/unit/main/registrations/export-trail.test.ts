import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendAudit } from '../../../../src/main/audit/append-audit';
import { saveActivities } from '../../../../src/main/registrations/save-activities';
import type { TrailProgress, TrailRequest } from '../../../../src/shared/contracts/ipc';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { contextOf, type Device, someActivity } from '../../../support/make-device';

let device: Device;
deviceForEachTest((made) => {
  device = made.device;
  device.chosenFile = join(device.folder, 'trail.csv');
});

const me = () => device.life().session.person()?.id ?? '';
const all: TrailRequest = { from: null, to: null, actor: null, format: 'csv' };
async function exported(request: Partial<TrailRequest> = {}): Promise<TrailProgress[]> {
  const steps: TrailProgress[] = [];
  for await (const step of device.work().workspace.trail.export({ ...all, ...request })) steps.push(step);
  return steps;
}
const text = () => readFileSync(join(device.folder, 'trail.csv'), 'utf8');

/** One registration that is sent and one that is not. */
async function work(): Promise<string[]> {
  const ids = [device.work().workspace.drafts.newId({ count: 2 })].flat() as string[];
  const [sent = '', unsent = ''] = ids;
  const fields = someActivity(device, { note: 'hemmelig kaffe' });
  saveActivities(contextOf(device), [{ id: sent, fields }]);
  await device.work().engine.run('now');
  saveActivities(contextOf(device), [{ id: unsent, fields }]);
  return ids;
}

test('writes who, when, what, which record and whether it is sent, with the checked chain above, in words', async () => {
  const [sent, unsent] = await work();
  expect((await exported()).at(-1)).toEqual({ kind: 'saved', lines: 3, check: 'whole' });
  expect(text().startsWith('\uFEFFFeltbok, revisjonsspor;')).toBe(true);
  const lines = text().split('\r\n');
  expect(lines).toContain('Kontroll;Hele sporet henger sammen (3 linjer).');
  const table = lines.slice(lines.indexOf('') + 1);
  expect(table[0]).toBe('Nr.;Tid;Hvem;Hva;Slag;Oppføring;Felter;Sendt;Kjedekode');
  const rows = table.slice(1, 4).map((line) => line.split(';'));
  expect(
    rows.map(([number, , who, what, kind, record, , isSent]) => [number, who, what, kind, record, isSent]),
  ).toEqual([
    ['1', 'Kari Furulund', 'registrert', 'Registrering', sent, 'ja'],
    ['2', 'Kari Furulund', 'sendt', 'Registrering', sent, ''],
    ['3', 'Kari Furulund', 'registrert', 'Registrering', unsent, 'nei'],
  ]);
  expect(rows[0]?.[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  expect(rows[0]?.[6]).toContain('Varighet (min)');
  expect(text()).not.toContain('hemmelig');
  expect(statSync(join(device.folder, 'trail.csv')).mode & 0o077).toBe(0);
});

test('holds the lines of the period and the person asked for, and JSON holds the same', async () => {
  await work();
  const day = (offset: number) =>
    new Date(device.clock.now() + offset * 86_400_000).toLocaleDateString('sv-SE', {
      timeZone: 'Europe/Oslo',
    });
  expect((await exported({ from: day(1) })).at(-1)).toMatchObject({ lines: 0 });
  expect((await exported({ to: day(-1) })).at(-1)).toMatchObject({ lines: 0 });
  expect((await exported({ from: day(0), to: day(0), actor: me() })).at(-1)).toMatchObject({ lines: 3 });
  const nobody = '0190a000-0000-7000-8000-000000000001';
  expect((await exported({ actor: nobody })).at(-1)).toMatchObject({ lines: 0 });
  expect((await exported({ format: 'json' })).at(-1)).toMatchObject({ lines: 3 });
  const json = JSON.parse(text());
  expect(json).toMatchObject({ verdict: { kind: 'whole', lines: 3 }, request: { format: 'json' } });
  expect(json.lines).toHaveLength(3);
  expect(json.lines[0]).toMatchObject({ number: 1, actor: me(), action: 'created', sent: true });
});

test('says above the lines which one is the first that was changed', async () => {
  await work();
  device.database().prepare('DROP TRIGGER audit_log_keeps_rows').run();
  device.database().prepare(`UPDATE audit_log SET actor = '=HYPERLINK("x")' WHERE number = 2`).run();
  expect((await exported()).at(-1)).toEqual({ kind: 'saved', lines: 3, check: 'broken' });
  expect(text()).toContain('Kontroll;Sporet er endret: linje 2 passer ikke med det som står før den.');
  // What somebody forged must not become a formula in a spreadsheet.
  expect(text()).toContain(`;"'=HYPERLINK(""x"")";`);
});

test('keeps its head outside the database after each run, and says so when the end was cut off since', async () => {
  await work();
  await device.work().engine.run('now');
  expect(device.trail.head).toMatchObject({ number: 4 });
  device.database().prepare('DROP TRIGGER audit_log_loses_none').run();
  device.database().prepare('DELETE FROM audit_log WHERE number > 2').run();
  device.database().prepare(`UPDATE sqlite_sequence SET seq = 2 WHERE name = 'audit_log'`).run();
  await device.work().engine.run('now');
  expect(device.trail.head).toMatchObject({ number: 4 });
  expect((await exported()).at(-1)).toEqual({ kind: 'saved', lines: 2, check: 'not_as_kept' });
});

test('leaves no file when the person cancels or the folder is not there', async () => {
  await work();
  device.chosenFile = null;
  expect(await exported()).toEqual([{ kind: 'cancelled' }]);
  device.chosenFile = join(device.folder, 'nowhere', 'trail.csv');
  expect((await exported()).at(-1)).toEqual({ kind: 'failed', why: 'folder_gone' });
  expect(existsSync(join(device.folder, 'trail.csv'))).toBe(false);
});

test('tells how far it has come in a long trail', async () => {
  const line = {
    at: 1,
    actor: me(),
    action: 'sent' as const,
    entity: 'activities' as const,
    recordId: 'x',
    fields: [],
  };
  device.database().write(() =>
    appendAudit(
      device.database(),
      Array.from({ length: 9000 }, () => line),
    ),
  );
  const steps = await exported();
  expect(steps.at(-1)).toMatchObject({ kind: 'saved', lines: 9000 });
  const done = steps.flatMap((step) => (step.kind === 'working' ? [step.done] : []));
  expect(done.length).toBeGreaterThan(4);
  expect(done).toEqual([...done].sort((one, other) => one - other));
});
