import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entityNames, recordSchemas } from '../../src/shared/contracts/entities';
import { digestAnswer } from '../../src/shared/contracts/sync-api';
import { type ContractServer, contractServers } from './contract-servers';
import {
  admin,
  applyPage,
  type Device,
  kari,
  type Mirror,
  makeActivityFields,
  makeMutation,
  ola,
  pull,
  recordsOf,
  signIn,
} from './sync-client';

const refused = async (from: Device, given: string) => {
  const answer = await from.call('GET', `/v1/changes?cursor=${encodeURIComponent(given)}`);
  return [answer.status, ((await answer.json()) as { code: string }).code];
};

describe.each(contractServers)('$name', ({ start }) => {
  let server: ContractServer;
  let device: Device;
  let writer: Device;
  let mirror: Mirror;
  let cursor: string;
  let unitId: string;

  beforeAll(async () => {
    server = await start();
    device = await signIn(server, kari);
    writer = await signIn(server, kari);
    mirror = new Map();
    cursor = await pull(device, mirror);
    unitId = device.signedIn.person.unitIds[0] ?? '';
  });
  afterAll(() => server.close());

  const creation = () =>
    makeMutation({
      operation: 'create',
      recordId: randomUUID(),
      changes: makeActivityFields(mirror, unitId),
    });
  const note = (text: string, id: string) => server.edit([{ id, changes: { note: text } }]);
  const remove = (id: string | undefined) => server.edit([{ id: id ?? '', changes: {}, deleted: true }]);
  const sorted = (from: Mirror) => new Map([...from].sort(([a], [b]) => (a < b ? -1 : 1)));
  /** Everything in scope in one go. */
  const oneShot = async (from: Device) => {
    const all: Mirror = new Map();
    applyPage(all, await from.page(undefined, 5000));
    return sorted(all);
  };

  describe('first download', () => {
    it('lists the scope, parents first, under the fields of the contract', async () => {
      const page = await device.page(undefined, 5000);
      expect(Object.keys(page.changes)).toEqual([...entityNames]);
      for (const entity of entityNames) {
        const table = page.changes[entity];
        expect(table?.columns.slice(0, 2)).toEqual(['id', 'revision']);
        for (const record of recordsOf(mirror, entity)) recordSchemas[entity].strict().parse(record);
      }
      expect(page).toMatchObject({ more: false, snapshot: true, tombstones: {} });
      expect(recordsOf(mirror, 'peer_mentors')).toHaveLength(6);
      expect(recordsOf(mirror, 'activities')).toHaveLength(370);
    });

    it('goes on from any page, and says how far it is', async () => {
      const small: Mirror = new Map();
      let at: string | undefined;
      let done = 0;
      for (;;) {
        const page = await device.page(at, 37);
        applyPage(small, page);
        expect(page.progress?.done).toBeGreaterThan(done);
        done = page.progress?.done ?? 0;
        expect(page.progress?.total).toBe(mirror.size);
        at = page.cursor;
        if (!page.more) break;
      }
      expect(done).toBe(mirror.size);
      expect(sorted(small)).toEqual(sorted(mirror));
    });

    it('ends equal to the server while rows are made, changed, moved and deleted between its pages', async () => {
      const paged: Mirror = new Map();
      const made = [];
      let at: string | undefined;
      for (let number = 0; ; number += 1) {
        const page = await device.page(at, 23);
        applyPage(paged, page);
        at = page.cursor;
        const fresh = creation();
        made.push(fresh.recordId);
        await writer.push('activities', [fresh]);
        const [first, last] = [[...mirror.keys()].at(-number - 1), [...mirror.keys()].at(-200 - number)];
        await note(`round ${number}`, first?.split(' ')[1] ?? '');
        await remove(last?.split(' ')[1]);
        if (number % 3 === 0) await remove(made[number]);
        if (!page.more) break;
      }
      cursor = await pull(device, paged, at, 50);
      mirror = paged;
      expect(sorted(paged)).toEqual(await oneShot(device));
    });
  });

  describe('changes', () => {
    it('answer nothing, and the same place, when nothing happened', async () => {
      const page = await device.page(cursor);
      expect(page).toMatchObject({
        more: false,
        snapshot: false,
        progress: null,
        changes: {},
        tombstones: {},
      });
    });

    it('tell what was made, changed and deleted since', async () => {
      const [kept, gone] = [creation(), creation()];
      await writer.push('activities', [kept, gone]);
      cursor = await pull(device, mirror, cursor);
      await writer.push('activities', [
        makeMutation({ operation: 'delete', recordId: gone.recordId, baseRevision: 1 }),
        makeMutation({
          operation: 'update',
          recordId: kept.recordId,
          baseRevision: 1,
          base: { note: '' },
          changes: { note: 'x' },
        }),
      ]);
      const page = await device.page(cursor);
      expect(page.tombstones).toEqual({ activities: [gone.recordId] });
      expect(page.changes.activities?.rows).toHaveLength(1);
      applyPage(mirror, page);
      cursor = page.cursor;
      expect(mirror.get(`activities ${kept.recordId}`)).toMatchObject({ note: 'x', revision: 2 });
      expect(sorted(mirror)).toEqual(await oneShot(device));
    });

    it('never split a transaction of the server between two pages', async () => {
      const sizes = [3, 1, 7, 2];
      const transactions = sizes.map((size) => Array.from({ length: size }, creation));
      for (const mutations of transactions) await writer.push('activities', mutations);
      const pages: string[][] = [];
      for (;;) {
        const page = await device.page(cursor, 4);
        pages.push((page.changes.activities?.rows ?? []).map((row) => String(row[0])));
        applyPage(mirror, page);
        cursor = page.cursor;
        if (!page.more) break;
      }
      for (const mutations of transactions) {
        const ids = mutations.map((mutation) => mutation.recordId);
        expect(pages.filter((page) => ids.some((id) => page.includes(id)))).toHaveLength(1);
      }
      expect(pages.map((page) => page.length)).toEqual([4, 7, 2]);
    });

    it('do not pass by a transaction that commits late', async () => {
      const [late, early] = recordsOf(mirror, 'activities').map((record) => String(record.id));
      // Takes its id first, and is still running when the other one has committed.
      const commit = await server.editSlowly([{ id: late ?? '', changes: { note: 'late' } }]);
      await note('early', early ?? '');
      const during = await device.page(cursor);
      expect(during.changes).toEqual({});
      expect(during.more).toBe(false);
      await commit();
      const after = await device.page(during.cursor);
      expect(after.changes.activities?.rows.map((row) => row[0])).toEqual([late, early]);
      applyPage(mirror, after);
      cursor = after.cursor;
      expect(sorted(mirror)).toEqual(await oneShot(device));
    });

    it('tell each former unit that a record has left, however often it moved between two pulls', async () => {
      const neighbour = await signIn(server, ola);
      const theirs: Mirror = new Map();
      const from = await pull(neighbour, theirs);
      const boss = await signIn(server, admin);
      const all: Mirror = new Map();
      await pull(boss, all);
      const theirUnit = neighbour.signedIn.person.unitIds[0] ?? '';
      const third = recordsOf(all, 'org_units').find(
        (unit) => ![unitId, theirUnit].includes(String(unit.id)),
      );
      const mutation = creation();
      await writer.push('activities', [mutation]);
      cursor = await pull(device, mirror, cursor);
      const move = (unit: string, revision: number) =>
        makeMutation({
          operation: 'update',
          recordId: mutation.recordId,
          baseRevision: revision,
          base: {},
          changes: { unitId: unit },
        });
      await boss.push('activities', [move(theirUnit, 1), move(String(third?.id), 2)]);
      const mine = await device.page(cursor);
      expect(mine.tombstones).toEqual({ activities: [mutation.recordId] });
      expect((await neighbour.page(from)).tombstones).toEqual({ activities: [mutation.recordId] });
      await boss.push('activities', [move(unitId, 3)]);
      cursor = await pull(device, mirror, mine.cursor);
      expect(mirror.get(`activities ${mutation.recordId}`)).toMatchObject({ unitId, revision: 4 });
      expect(sorted(mirror)).toEqual(await oneShot(device));
    });
  });

  describe('cursor', () => {
    it('is refused to another scope and when it is not one of ours', async () => {
      const boss = await signIn(server, admin);
      for (const given of ['x', `${cursor}x`, cursor.slice(3), (await boss.page()).cursor])
        expect(await refused(device, given)).toEqual([410, 'CURSOR_REFUSED']);
      expect(await refused(await signIn(server, ola), cursor)).toEqual([410, 'CURSOR_REFUSED']);
    });

    it('is refused when the units of the person changed', async () => {
      const colleague = await signIn(server, ola);
      const { cursor: before } = await colleague.page();
      const own = colleague.signedIn.person.unitIds;
      await server.setUnits(ola, [...own, unitId]);
      expect(await refused(colleague, before)).toEqual([410, 'CURSOR_REFUSED']);
      expect(recordsOf(await oneShot(colleague), 'activities').length).toBeGreaterThan(370);
      await server.setUnits(ola, own);
    });

    it('is refused after the database got a new epoch', async () => {
      const before = await server.epoch();
      await server.beginEpoch();
      expect(await refused(device, cursor)).toEqual([410, 'CURSOR_REFUSED']);
      const { epoch } = await device.page();
      expect(epoch).not.toBe(before);
      expect(epoch).toBe(await server.epoch());
    });
  });

  describe('digest', () => {
    it('is what the contract says over the rows in scope', async () => {
      const answer = digestAnswer.parse(await (await device.call('GET', '/v1/digest')).json());
      const all = await oneShot(device);
      for (const entity of entityNames) {
        const lines = recordsOf(all, entity).map((record) => `${record.id}:${record.revision}\n`);
        expect(answer.entities[entity]).toEqual({
          count: lines.length,
          digest: createHash('sha256').update(lines.sort().join('')).digest('hex'),
        });
      }
    });
  });
});
