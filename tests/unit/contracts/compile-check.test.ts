import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { compileCheck } from '../../../src/shared/contracts/compile-check';
import { entityNames, recordSchemas } from '../../../src/shared/contracts/entities';

const id = '018f6f3a-1c2b-7d3e-8f4a-0123456789ab';
const activity = {
  id,
  revision: 1,
  unitId: id,
  batchId: null,
  occurredOn: '2024-02-29',
  activityTypeId: id,
  mode: 'phone',
  setting: null,
  durationMin: 60,
  participantsCount: 0,
  newParticipants: null,
  municipalityCode: '0301',
  mentors: [{ peerMentorId: id, role: 'responsible' }],
  contactId: null,
  travelKm: 12.5,
  tollNok: null,
  outlayNok: 0,
  note: 'æ',
  countable: true,
  countableReasons: [],
  rulesVersion: 1,
  reportingYear: 2024,
};

/** Values at and beyond every edge that the contracts draw, and plain nonsense. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, 0, -1, 1, 200, 201, 720, 721, 1.5, 1e300, Number.MAX_SAFE_INTEGER + 2, ''],
    ...['2023-02-29', '2024-13-01', '0000-01-01', id, id.toUpperCase(), `${id} `, 'phone', '0301', '301'],
    ...['x'.repeat(60), 'x'.repeat(61), 'x'.repeat(120), 'x'.repeat(281), [], {}, [null]],
    ...[
      [{ peerMentorId: id, role: 'boss' }],
      [{ peerMentorId: id, role: 'with', more: 1 }],
      { nb: '', nn: '', en: '' },
    ],
  ),
  fc.jsonValue(),
);

test.each(entityNames)('answers as the schema does for whatever stands in a row of %s', (entity) => {
  const schema = recordSchemas[entity];
  const check = compileCheck(schema);
  const fields = Object.keys(schema.shape);
  fc.assert(
    fc.property(fc.constantFrom(...fields), odd, (field, value) => {
      const record = JSON.parse(JSON.stringify({ ...activity, [field]: value }));
      const one = compileCheck((schema.shape as Record<string, z.ZodType>)[field] as z.ZodType);
      expect(check(record)).toBe(schema.safeParse(record).success);
      expect(one(record[field])).toBe(
        (schema.shape as Record<string, z.ZodType>)[field]?.safeParse(record[field]).success,
      );
    }),
    { numRuns: 2000 },
  );
});

test('takes a whole record, and refuses one that lacks a field', () => {
  const check = compileCheck(recordSchemas.activities);
  expect(check(activity)).toBe(true);
  const { note, ...rest } = activity;
  expect(note).toBe('æ');
  expect(check(rest)).toBe(false);
  expect(check([activity])).toBe(false);
});

test('refuses numbers that JSON can write and a computer cannot hold', () => {
  expect(compileCheck(z.number())(JSON.parse('1e999'))).toBe(false);
});

test('says so when a schema asks for something that it cannot check', () => {
  expect(() => compileCheck(z.number().multipleOf(3))).toThrow(/multipleOf/);
});
