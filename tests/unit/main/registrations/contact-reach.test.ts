import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { auditLog } from '../../../../src/main/database/schema';
import { readPage } from '../../../../src/main/sync/read-page';
import type { ContactFields } from '../../../../src/shared/contracts/contact';
import { recordFields } from '../../../../src/shared/contracts/entities';
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

async function create(changes: Partial<ContactFields>): Promise<string> {
  const unitId = device.life().session.person()?.unitIds[0] ?? '';
  const fields = { ...someContact(unitId, 'Astrid Prøvesen'), ...changes };
  const { id } = await workspace().contacts.create({ fields });
  return id ?? '';
}
const stored = (id: string) => server.sql('SELECT phone, email FROM contacts WHERE id = $1', [id]);
const found = async (search: string) =>
  (await workspace().contacts.list({ search, offset: 0, limit: 10 })).lines.map(({ id }) => id);

test('named: phone and e-mail reach the server and come back, are found, and stand in the trail by name alone', async () => {
  await setIdentity('named');
  const id = await create(reach);
  await go();
  expect(await stored(id)).toEqual([reach]);
  expect((await workspace().contacts.list({ offset: 0, limit: 100 })).lines).toContainEqual(
    expect.objectContaining({ id, ...reach, state: 'sent' }),
  );
  for (const words of ['901 23', '90123456', 'astrid@eksempel']) expect(await found(words)).toEqual([id]);
  const lines = device
    .database()
    .orm.select()
    .from(auditLog)
    .all()
    .filter(({ recordId }) => recordId === id);
  expect(lines[0]?.fields).toEqual(expect.arrayContaining(['phone', 'email']));
  expect(JSON.stringify(lines)).not.toMatch(/901|astrid/i);
});

test('not named: the server refuses the number, by its field, and takes the person without it', async () => {
  await setIdentity('pseudonym');
  const id = await create({ phone: reach.phone });
  await go();
  const { lines } = await workspace().sync.queue({ only: 'needs_person', limit: 10 });
  expect(lines).toMatchObject([{ recordId: id, problem: { code: 'validation', field: 'phone' } }]);
  const mutationId = lines[0]?.mutationId ?? '';
  await workspace().sync.correct({ corrections: [{ mutationId, changes: { phone: null } }] });
  await go();
  expect(await stored(id)).toEqual([{ phone: null, email: null }]);
});

test('a page of a server that knows of neither is read, and any other missing field refuses it', () => {
  const pageWithout = (missing: readonly string[]) => {
    const columns = recordFields('contacts').filter((field) => !missing.includes(field));
    const page = {
      ...{ epoch: 'e', cursor: 'c', more: false, snapshot: true, progress: null },
      changes: { contacts: { columns, rows: [] } },
      tombstones: {},
    };
    return readPage(new Uint8Array(Buffer.from(JSON.stringify(page)))).kind;
  };
  expect(pageWithout(['phone', 'email'])).toBe('page');
  expect(pageWithout(['pseudonym'])).not.toBe('page');
});
