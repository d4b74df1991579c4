import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractServers } from './contract-servers';
import { edit, type PushBench, pushOne, removal, startPushBench } from './push-bench';
import { admin, makeMutation, recordsOf, signIn } from './sync-client';

describe.each(contractServers)('$name', ({ start }) => {
  let at: PushBench;
  beforeAll(async () => {
    at = await startPushBench(start);
  });
  afterAll(() => at.server.close());

  const body = (mutations: unknown[], deviceId = at.device.id) => ({ deviceId, mutations });
  const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

  describe('storing', () => {
    it('answers the whole record, with what the server judged', async () => {
      const mutation = at.creation({ durationMin: 50, note: 'Fin prat' });
      const result = await pushOne(at.device, mutation);
      expect(result).toEqual({
        id: mutation.id,
        outcome: 'applied',
        revision: 1,
        record: {
          ...mutation.changes,
          id: mutation.recordId,
          revision: 1,
          countable: true,
          countableReasons: [],
          rulesVersion: 1,
          reportingYear: 2026,
        },
      });
    });

    it('judges again when a change matters', async () => {
      const { recordId, record } = await at.store();
      const result = await pushOne(
        at.device,
        edit(recordId, 1, { mode: record.mode ?? null }, { mode: 'phone' }),
      );
      expect(result).toMatchObject({
        outcome: 'applied',
        revision: 2,
        record: { countable: false, countableReasons: ['not_in_person'] },
      });
    });

    it('stores 499 of 500 when one is wrong, and says which field of which', async () => {
      const mutations = Array.from({ length: 500 }, (_, index) =>
        at.creation(index === 250 ? { durationMin: 9999 } : {}),
      );
      const results = await at.device.push('activities', mutations);
      expect(results.map((result) => result.id)).toEqual(mutations.map((mutation) => mutation.id));
      expect(results.filter((result) => result.outcome === 'applied')).toHaveLength(499);
      expect(results[250]).toEqual({
        id: mutations[250]?.id,
        outcome: 'rejected',
        problem: { code: 'validation', field: 'durationMin' },
      });
    });

    it('keeps contacts and mentors too; a mentor of a coordinator is proposed, of an administrator approved', async () => {
      const contact = makeMutation({
        operation: 'create',
        recordId: randomUUID(),
        changes: {
          unitId: at.unitId,
          pseudonym: 'Person 9',
          relation: 'self',
          ageBand: '67_79',
          consentState: 'none',
          consentOn: null,
          expiresOn: null,
        },
      });
      expect(await at.device.push('contacts', [contact])).toMatchObject([
        { outcome: 'applied', revision: 1 },
      ]);
      const mentor = () =>
        makeMutation({
          operation: 'create',
          recordId: randomUUID(),
          changes: { homeUnitId: at.unitId, displayName: 'Ny Person', shortCode: 'NYPE' },
        });
      expect(await at.device.push('peer_mentors', [mentor()])).toMatchObject([
        { outcome: 'applied', record: { approval: 'proposed', active: true, homeUnitId: at.unitId } },
      ]);
      const boss = await signIn(at.server, admin);
      expect(await boss.push('peer_mentors', [mentor()])).toMatchObject([
        { record: { approval: 'approved', approvedFrom: '2026-11-21' } },
      ]);
    });
  });

  describe('the same mutation again', () => {
    it('gets the same answer, letter by letter, and has one effect', async () => {
      const request = body([at.creation(), at.creation({ durationMin: 0 })]);
      const first = await (await at.device.call('POST', '/v1/activities/mutations', request)).text();
      const second = await (await at.device.call('POST', '/v1/activities/mutations', request)).text();
      expect(second).toBe(first);
    });

    it('has one effect when it comes ten times at once', async () => {
      const mutation = at.creation();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          at.device.call('POST', '/v1/activities/mutations', body([mutation])),
        ),
      );
      const stored = answers.filter((answer) => answer.status === 200);
      expect(answers.filter((answer) => answer.status !== 200 && answer.status !== 409)).toEqual([]);
      expect(new Set(await Promise.all(stored.map((answer) => answer.text()))).size).toBe(1);
      expect(await at.server.find(mutation.recordId)).toMatchObject({ record: { revision: 1 } });
    });

    it('keeps its word, with the record as it is today, after the record changed', async () => {
      const mutation = at.creation();
      expect(await pushOne(at.device, mutation)).toMatchObject({ outcome: 'applied', revision: 1 });
      await pushOne(at.other, edit(mutation.recordId, 1, { note: '' }, { note: 'changed' }));
      const again = await pushOne(at.device, mutation);
      expect(again).toMatchObject({
        outcome: 'applied',
        revision: 2,
        record: { note: 'changed', revision: 2 },
      });
    });

    it('keeps its word, without a record, after the record was deleted or left the scope', async () => {
      const deleted = at.creation();
      const moved = at.creation();
      await at.device.push('activities', [deleted, moved]);
      const own = at.device.signedIn.person.unitIds;
      const elsewhere = recordsOf(at.mirror, 'org_units').find(({ id }) => !own.includes(String(id)));
      await at.server.edit([
        { id: deleted.recordId, changes: {}, deleted: true },
        { id: moved.recordId, changes: { unitId: elsewhere?.id ?? null } },
      ]);
      expect(await at.device.push('activities', [deleted, moved])).toEqual([
        { id: deleted.id, outcome: 'applied', record: null },
        { id: moved.id, outcome: 'applied', record: null },
      ]);
    });

    it('keeps its word, with the record, after what was deleted was made by another', async () => {
      const made = at.creation();
      const deletion = removal(made.recordId, 1);
      expect(await pushOne(at.device, deletion)).toMatchObject({ outcome: 'applied', record: null });
      expect(await pushOne(at.device, deletion)).toMatchObject({ outcome: 'applied', record: null });
      await pushOne(at.other, made);
      expect(await pushOne(at.device, deletion)).toMatchObject({
        outcome: 'applied',
        record: { revision: 1 },
      });
    });

    it('within one request counts once', async () => {
      const mutation = at.creation();
      const [first, second] = await at.device.push('activities', [mutation, mutation]);
      expect(second).toEqual(first);
      expect(first).toMatchObject({ outcome: 'applied', revision: 1 });
    });

    it('with another content is refused, and nothing of the request is stored', async () => {
      const mutation = at.creation();
      await pushOne(at.device, mutation);
      const bystander = at.creation();
      const changed = { ...mutation, changes: { ...mutation.changes, note: 'other' } };
      const answer = await at.device.call('POST', '/v1/activities/mutations', body([bystander, changed]));
      expect([answer.status, await codeOf(answer)]).toEqual([422, 'DIFFERENT_BODY']);
      expect(await at.server.find(bystander.recordId)).toBeNull();
      const twice = { ...bystander, sequence: bystander.sequence + 1 };
      const within = await at.device.call('POST', '/v1/activities/mutations', body([bystander, twice]));
      expect(within.status).toBe(422);
    });

    it('from another person is another mutation', async () => {
      const mutation = at.creation();
      await pushOne(at.device, mutation);
      expect(await pushOne(at.other, mutation)).toMatchObject({ outcome: 'applied', revision: 1 });
      const strange = await at.device.call('POST', '/v1/activities/mutations', body([mutation], at.other.id));
      expect([strange.status, await codeOf(strange)]).toEqual([403, 'DEVICE_REFUSED']);
    });
  });

  describe('a history that was lost', () => {
    it('says nothing about this one: a base revision ahead of the record hides nobody’s change', async () => {
      const { recordId, revision } = await at.store({ note: 'a', durationMin: 30, participantsCount: 1 });
      await pushOne(at.other, edit(recordId, revision, { note: 'a' }, { note: 'b' }));
      await pushOne(at.other, edit(recordId, revision, { participantsCount: 1 }, { participantsCount: 2 }));
      const ahead = revision + 50;
      const sameField = await pushOne(at.device, edit(recordId, ahead, { note: 'a' }, { note: 'c' }));
      expect(sameField).toMatchObject({ outcome: 'conflict', groups: ['note'] });
      const sameGroup = await pushOne(
        at.device,
        edit(recordId, ahead, { durationMin: 30 }, { durationMin: 90 }),
      );
      expect(sameGroup).toMatchObject({ outcome: 'conflict' });
    });

    it('is not written on: a push that names another epoch stores nothing and keeps nothing under its ids', async () => {
      const mutation = at.creation();
      const push = (epoch: string) =>
        at.device.call('POST', '/v1/activities/mutations', { ...body([mutation]), epoch });
      const answer = await push('another');
      expect([answer.status, await codeOf(answer)]).toEqual([410, 'EPOCH_CHANGED']);
      const accepted = await push(await at.server.epoch());
      expect([accepted.status, (await accepted.json()).results[0].outcome]).toEqual([200, 'applied']);
    });
  });
});
