import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import readXlsxFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import type { ContactFields } from '../../../../src/shared/contracts/contact';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import type { Device } from '../../../support/make-device';
import { someContact } from '../../../support/some-contact';

let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});

const go = () => device.work().engine.run('now');
const workspace = () => device.work().workspace;
const setIdentity = (identity: string) =>
  server.sql(`UPDATE settings SET value = $1::jsonb WHERE key = 'contact_identity'`, [
    JSON.stringify(identity),
  ]);
const reach = { phone: '901 23 456', email: 'astrid@eksempel.example' };

/** A person by name that the server has. */
async function sentContact(changes: Partial<ContactFields> = reach): Promise<string> {
  await setIdentity('named');
  await go();
  const unitId = device.life().session.person()?.unitIds[0] ?? '';
  const fields = { ...someContact(unitId, 'Astrid Prøvesen'), ...changes };
  const { id } = await workspace().contacts.create({ fields });
  await go();
  return id ?? '';
}
const stored = async (id: string) =>
  (await server.sql('SELECT pseudonym, phone, email, relation FROM contacts WHERE id = $1', [id]))[0];
const shown = async (id: string) =>
  (await workspace().contacts.list({ offset: 0, limit: 500 })).lines.find((line) => line.id === id);
const waiting = async () => (await workspace().sync.queue({ only: 'waiting', limit: 10 })).lines.length;

test('a change stands here at once, and on the server with the next run', async () => {
  const id = await sentContact();
  const result = await workspace().contacts.update({ id, changes: { phone: '908 76 543' } });
  expect(result).toMatchObject({ kind: 'saved', undo: expect.any(String) });
  expect(await shown(id)).toMatchObject({ phone: '908 76 543', email: reach.email, state: 'waiting' });
  await go();
  expect(await stored(id)).toMatchObject({ phone: '908 76 543', email: reach.email });
  expect(await shown(id)).toMatchObject({ state: 'sent' });
});

test('a change that is none is saved without anything to send', async () => {
  const id = await sentContact();
  expect(await workspace().contacts.update({ id, changes: { phone: reach.phone } })).toEqual({
    kind: 'saved',
  });
  expect(await waiting()).toBe(0);
});

test('a person who is not there is not found', async () => {
  const id = '01900000-0000-7000-8000-000000000000';
  expect(await workspace().contacts.update({ id, changes: { phone: null } })).toEqual({ kind: 'not_found' });
});

test('undo before it was sent takes it out of the queue; undo after it puts the earlier value back', async () => {
  const id = await sentContact();
  const change = { id, changes: { phone: null, relation: 'next_of_kin' as const } };
  const first = await workspace().contacts.update(change);
  await workspace().activities.undo({ undo: (first.kind === 'saved' && first.undo) || '' });
  expect(await waiting()).toBe(0);
  expect(await shown(id)).toMatchObject({ phone: reach.phone, relation: 'self', state: 'sent' });

  const second = await workspace().contacts.update(change);
  await go();
  expect(await stored(id)).toMatchObject({ phone: null, relation: 'next_of_kin' });
  await workspace().activities.undo({ undo: (second.kind === 'saved' && second.undo) || '' });
  await go();
  expect(await stored(id)).toMatchObject({ phone: reach.phone, relation: 'self' });
});

test('changed there in another group, both changes stand; in the same group the server stays and she is asked', async () => {
  const id = await sentContact();
  await server.sql(`UPDATE contacts SET relation = 'next_of_kin' WHERE id = $1`, [id]);
  await workspace().contacts.update({ id, changes: { phone: '908 76 543' } });
  await go();
  expect(await stored(id)).toMatchObject({ phone: '908 76 543', relation: 'next_of_kin' });
  expect(await workspace().sync.conflicts({})).toEqual([]);

  await server.sql(`UPDATE contacts SET email = 'annen@eksempel.example' WHERE id = $1`, [id]);
  await workspace().contacts.update({ id, changes: { phone: '911 11 111' } });
  await go();
  expect(await stored(id)).toMatchObject({ phone: '908 76 543', email: 'annen@eksempel.example' });
  const [conflict] = await workspace().sync.conflicts({});
  expect(conflict).toMatchObject({ entity: 'contacts', recordId: id, group: 'reach' });
  await workspace().sync.resolve({ answers: [{ id: conflict?.id ?? '', choice: { kind: 'mine' } }] });
  await go();
  expect(await stored(id)).toMatchObject({ phone: '911 11 111' });
});

test('what she saw when she began is what her change is compared with', async () => {
  const id = await sentContact();
  await server.sql(`UPDATE contacts SET phone = '922 22 222' WHERE id = $1`, [id]);
  await go();
  await workspace().contacts.update({ id, changes: { phone: '933 33 333' }, seen: { phone: reach.phone } });
  await go();
  expect(await stored(id)).toMatchObject({ phone: '922 22 222' });
  expect(await workspace().sync.conflicts({})).toHaveLength(1);
});

test('the file holds people as they are found, with how they are reached, and no cell that is a formula', async () => {
  await sentContact({
    pseudonym: '=HYPERLINK("x")',
    phone: '+47 901 23 456',
    email: 'regneark@eksempel.example',
  });
  device.chosenFile = join(device.folder, 'personer.csv');
  expect(await workspace().contacts.export({ format: 'csv', search: 'regneark@eksempel' })).toEqual({
    kind: 'saved',
    rows: 1,
  });
  const csv = readFileSync(device.chosenFile, 'utf8');
  const [heading, line] = csv.split('\r\n');
  expect(heading).toContain(
    '"Navn";"Telefon";"E-post";"Hvem"'.replaceAll('"', heading?.includes('"') ? '"' : ''),
  );
  expect(line).toContain("'=HYPERLINK");
  expect(line).not.toMatch(/(^|;)"?[=+]/);
  expect(line).toContain('regneark@eksempel.example');

  device.chosenFile = join(device.folder, 'personer.xlsx');
  await workspace().contacts.export({ format: 'xlsx' });
  const sheet = (await readXlsxFile(device.chosenFile))[0];
  expect(JSON.stringify(sheet)).toContain('=HYPERLINK');
  expect(JSON.stringify(sheet)).toContain('+47 901 23 456');
});

test('where people are anonymous, the file has no place for a name, a number or an address', async () => {
  await setIdentity('anonymous');
  await go();
  device.chosenFile = join(device.folder, 'personer.csv');
  await workspace().contacts.export({ format: 'csv' });
  const csv = readFileSync(device.chosenFile, 'utf8');
  expect(csv).toContain('Kallenavn');
  expect(csv).not.toMatch(/Telefon|E-post|Navn;/);
});
