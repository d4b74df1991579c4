import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../src/shared/contracts/primitives';
import { someContact } from '../support/some-contact';
import { contractServers } from './contract-servers';
import { edit, type PushBench, pushOne, removal, startPushBench } from './push-bench';
import { admin, type Fields, makeMutation, ola, pull, recordsOf, signIn } from './sync-client';

describe.each(contractServers)('$name', ({ start }) => {
  let at: PushBench;
  beforeAll(async () => {
    at = await startPushBench(start);
  });
  afterAll(() => at.server.close());

  describe('rejections', () => {
    const noMentor = [{ peerMentorId: randomUUID(), role: 'responsible' }];
    const cases: [label: string, changes: Fields, code: string, field: string][] = [
      ['an unknown field', { createdBy: 'me' }, 'validation', 'createdBy'],
      ['a field of the server', { revision: 9 }, 'validation', 'revision'],
      ['too long', { note: 'x'.repeat(281) }, 'validation', 'note'],
      ['a character that text cannot hold', { note: 'a\0b' }, 'validation', 'note'],
      ['a day that does not exist', { occurredOn: '2026-02-30' }, 'validation', 'occurredOn'],
      ['a day after tomorrow', { occurredOn: '2026-11-23' }, 'validation', 'occurredOn'],
      ['a year that is locked', { occurredOn: '2024-06-01' }, 'year_locked', 'occurredOn'],
      ['a type that was not in use yet', { occurredOn: '2014-12-31' }, 'type_retired', 'activityTypeId'],
      ['an unknown type', { activityTypeId: randomUUID() }, 'unknown_reference', 'activityTypeId'],
      ['an unknown contact', { contactId: randomUUID() }, 'unknown_reference', 'contactId'],
      ['an unknown mentor', { mentors: noMentor }, 'unknown_reference', 'mentors'],
      [
        'no participants where that says nothing',
        { participantsCount: 0 },
        'validation',
        'participantsCount',
      ],
      ['an unknown unit', { unitId: randomUUID() }, 'out_of_scope', 'unitId'],
    ];

    it.each(cases)('%s', async (_, changes, code, field) => {
      const mutation = at.creation(changes);
      expect(await pushOne(at.device, mutation)).toEqual({
        id: mutation.id,
        outcome: 'rejected',
        problem: { code, field },
      });
    });

    it('refuses how somebody is reached where people have no names, and takes her without it', async () => {
      const contact = (reach: Fields) =>
        makeMutation({
          operation: 'create',
          recordId: randomUUID(),
          changes: { ...someContact(at.unitId, 'Person 9'), ...reach },
        });
      const [phone, email, neither] = await at.device.push('contacts', [
        contact({ phone: '901 23 456' }),
        contact({ email: 'en@eksempel.example' }),
        contact({ phone: null, email: null }),
      ]);
      expect([phone?.problem, email?.problem]).toEqual([
        { code: 'validation', field: 'phone' },
        { code: 'validation', field: 'email' },
      ]);
      expect(neither?.outcome).toBe('applied');
    });

    it('takes tomorrow, for clocks that run ahead', async () => {
      expect(await pushOne(at.device, at.creation({ occurredOn: '2026-11-22' }))).toMatchObject({
        outcome: 'applied',
      });
    });

    it('wants exactly one responsible mentor, and each mentor once', async () => {
      const [first, second] = recordsOf(at.mirror, 'peer_mentors').map((mentor) => mentor.id as Json);
      const mentor = (peerMentorId: Json = null, role = 'responsible') => ({ peerMentorId, role });
      const refused = [
        [mentor(first), mentor(second)],
        [mentor(first, 'with')],
        [mentor(first), mentor(first, 'with')],
        [],
      ];
      for (const mentors of refused)
        expect(await pushOne(at.device, at.creation({ mentors: mentors as Json }))).toMatchObject({
          problem: { code: 'validation', field: 'mentors' },
        });
      const right = at.creation({ mentors: [mentor(first), mentor(second, 'with')] as Json });
      expect(await pushOne(at.device, right)).toMatchObject({ outcome: 'applied' });
    });

    it('a record that nobody stored', async () => {
      expect(await pushOne(at.device, edit(randomUUID(), 1, { note: '' }, { note: 'x' }))).toMatchObject({
        outcome: 'rejected',
        problem: { code: 'gone' },
      });
    });

    it('a missing field of a new record, and a shape from a later version', async () => {
      const { note: _, ...rest } = at.fields();
      const incomplete = makeMutation({ operation: 'create', recordId: randomUUID(), changes: rest });
      expect(await pushOne(at.device, incomplete)).toMatchObject({
        problem: { code: 'validation', field: 'note' },
      });
      expect(await pushOne(at.device, { ...at.creation(), schemaVersion: 2 })).toMatchObject({
        problem: { code: 'unsupported_version' },
      });
    });

    it('a reference whose record is not there', async () => {
      const mutation = { ...at.creation(), references: [{ entity: 'contacts' as const, id: randomUUID() }] };
      expect(await pushOne(at.device, mutation)).toMatchObject({
        problem: { code: 'unknown_reference', field: 'references' },
      });
    });

    it('records of other units: to make, change, delete or move them there', async () => {
      const neighbour = await signIn(at.server, ola);
      const theirs = new Map();
      await pull(neighbour, theirs);
      const foreign = recordsOf(theirs, 'activities').find((each) => each.reportingYear === 2026);
      const foreignId = String(foreign?.id);
      const outOfScope = { outcome: 'rejected', problem: { code: 'out_of_scope' } };
      const { recordId } = await at.store();
      const attempts = [
        at.creation({ unitId: neighbour.signedIn.person.unitIds[0] ?? '' }),
        edit(foreignId, 1, { note: '' }, { note: 'x' }),
        removal(foreignId, 1),
        makeMutation({ operation: 'create', recordId: foreignId, changes: at.fields() }),
        edit(recordId, 1, { unitId: at.unitId }, { unitId: neighbour.signedIn.person.unitIds[0] ?? '' }),
      ];
      for (const result of await at.device.push('activities', attempts))
        expect(result).toMatchObject(outOfScope);
      const boss = await signIn(at.server, admin);
      expect(await boss.push('activities', [removal(foreignId, 1)])).toMatchObject([{ outcome: 'applied' }]);
    });

    it('changes of a locked year, deleting too', async () => {
      const locked = recordsOf(at.mirror, 'activities').find((each) => each.reportingYear === 2024);
      const lockedId = String(locked?.id);
      for (const mutation of [
        removal(lockedId, 1),
        edit(lockedId, 1, { note: locked?.note ?? '' }, { note: 'late' }),
        edit(lockedId, 1, { occurredOn: locked?.occurredOn ?? '' }, { occurredOn: '2026-01-01' }),
      ])
        expect(await pushOne(at.device, mutation)).toMatchObject({ problem: { code: 'year_locked' } });
    });
  });
});
