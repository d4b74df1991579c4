import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readMissing, readOverview } from '../../../../src/main/figures/read-overview';
import { readReportFigures } from '../../../../src/main/figures/read-report-figures';
import { removeActivity } from '../../../../src/main/registrations/change-activity';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';
import {
  anyRegistrations,
  categories,
  categoryOf,
  contextOver,
  fillReference,
  forgetRegistrations,
  judged,
  type Made,
  region,
  register,
  today,
  types,
  units,
} from './figures-fixture';

let store: TestDatabase;
beforeAll(() => {
  store = makeTestDatabase();
});
afterAll(() => store.remove());
beforeEach(() => {
  forgetRegistrations(store.database);
  fillReference(store.database);
});

const choices: [unitId: string | null, holds: string[]][] = [
  [null, units],
  [region, units.slice(0, 2)],
  [units[2] ?? '', units.slice(2)],
];
const anyChoice = fc.record({ year: fc.constantFrom(2024, 2025, 2026), choice: fc.constantFrom(...choices) });

const total = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0);
const people = (made: Made[]) =>
  new Set(made.flatMap(({ fields }) => fields.mentors.map(({ peerMentorId }) => peerMentorId))).size;

function sums(made: Made[]) {
  return {
    registrations: made.length,
    counted: made.filter((each) => judged(each).countable).length,
    minutes: total(made.map(({ fields }) => fields.durationMin)),
    participants: total(made.map(({ fields }) => fields.participantsCount)),
  };
}

function inYear(made: Made[], { year, holds }: { year: number; holds: string[] }): Made[] {
  return made.filter(
    ({ fields }) => fields.occurredOn.startsWith(`${year}-`) && holds.includes(fields.unitId),
  );
}

test('answers for a year and a unit what a plain recount of the same registrations does', () => {
  fc.assert(
    fc.property(anyRegistrations, anyChoice, (made, { year, choice: [unitId, holds] }) => {
      forgetRegistrations(store.database);
      register(store.database, made);
      const ours = readOverview(store.database, { year, unitId }, today);
      const theirs = inYear(made, { year, holds });
      expect(ours.total).toEqual({ ...sums(theirs), mentors: people(theirs) });
      expect(ours.months).toEqual(
        Array.from({ length: 12 }, (_, index) =>
          sums(theirs.filter(({ fields }) => Number(fields.occurredOn.slice(5, 7)) === index + 1)),
        ),
      );
      for (const { id, category } of types) {
        const ofType = theirs.filter(({ fields }) => fields.activityTypeId === id);
        expect(ours.types.find(({ typeId }) => typeId === id)).toEqual(
          ofType.length > 0
            ? { ...sums(ofType), typeId: id, label: expect.objectContaining({ nb: `Type ${category}` }) }
            : undefined,
        );
      }
      expect(
        Object.fromEntries(ours.reasons.map(({ reason, registrations }) => [reason, registrations])),
      ).toEqual(countReasons(theirs));
      const home = unitId === null ? null : [unitId, ...holds];
      expect(ours.mentors).toEqual(
        year === 2026 ? readMissing(store.database, { units: home, today }) : null,
      );
      expect(ours.unsent).toEqual({ registrations: theirs.filter(({ sent }) => !sent).length, deleted: 0 });
    }),
    { numRuns: 40 },
  );
});

function countReasons(made: Made[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const reason of made.flatMap((each) => judged(each).reasons))
    counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

test('gives the report the same, by unit and type and by category', () => {
  fc.assert(
    fc.property(anyRegistrations, anyChoice, (made, { year, choice: [unitId, holds] }) => {
      forgetRegistrations(store.database);
      register(store.database, made);
      const ours = readReportFigures(store.database, { year, unitId }, today);
      const theirs = inYear(made, { year, holds });
      const full = (some: Made[]) => ({
        ...sums(some),
        countedMinutes: total(
          some.filter((each) => judged(each).countable).map(({ fields }) => fields.durationMin),
        ),
        mentors: people(some),
      });
      expect(ours.total).toEqual(full(theirs));
      expect(ours.categories).toEqual(
        categories
          .map((category) => [category, theirs.filter((each) => categoryOf(each) === category)] as const)
          .filter(([, some]) => some.length > 0)
          .map(([category, some]) => ({ category, ...full(some) })),
      );
      expect(ours.unitTypes).toHaveLength(
        new Set(theirs.map(({ fields }) => `${fields.unitId} ${fields.activityTypeId}`)).size,
      );
      for (const { unitName, label, category, ...sum } of ours.unitTypes)
        expect([label.nb, sum]).toEqual([
          `Type ${category}`,
          full(theirs.filter((each) => categoryOf(each) === category && nameOf(each) === unitName)),
        ]);
      const reasons: Record<string, number> = {};
      for (const { reason, registrations } of ours.reasons)
        reasons[reason] = (reasons[reason] ?? 0) + registrations;
      expect(reasons).toEqual(countReasons(theirs));
      expect(ours.rulesVersions).toEqual(theirs.length > 0 ? [3] : []);
      expect(ours.unsent.registrations).toBe(theirs.filter(({ sent }) => !sent).length);
    }),
    { numRuns: 40 },
  );
});

function nameOf({ fields }: Made): string {
  const row = store.database.prepare('SELECT id, name FROM org_units WHERE id = ?').get(fields.unitId);
  return (row as { name: string }).name;
}

test('leaves out what was deleted here, and says that the server still has it', () => {
  const [first, second] =
    fc.sample(
      anyRegistrations.filter((made) => made.length > 1),
      { seed: 4, numRuns: 1 },
    )[0] ?? [];
  if (!first || !second) throw new Error('Too few were drawn.');
  const fields = { ...first.fields, occurredOn: '2026-03-04' };
  register(store.database, [
    { ...first, fields, sent: true },
    { ...second, fields, sent: true },
  ]);
  removeActivity(contextOver(store.database), first.id);
  const request = { year: 2026, unitId: fields.unitId };
  expect(readOverview(store.database, request, today)).toMatchObject({
    total: { registrations: 1 },
    unsent: { registrations: 0, deleted: 1 },
  });
  expect(readOverview(store.database, { ...request, year: 2025 }, today).unsent.deleted).toBe(0);
  expect(readReportFigures(store.database, request, today).unsent.deleted).toBe(1);
});

test('offers the years between the first registration and today, newest first', () => {
  expect(readOverview(store.database, { year: 2026, unitId: null }, today).years).toEqual([2026]);
  const made = fc.sample(
    anyRegistrations.filter(({ length }) => length > 0),
    { seed: 1, numRuns: 1 },
  )[0]?.[0];
  if (!made) throw new Error('None was drawn.');
  register(store.database, [{ ...made, fields: { ...made.fields, occurredOn: '2023-12-31' } }]);
  expect(readOverview(store.database, { year: 2026, unitId: null }, today).years).toEqual([
    2026, 2025, 2024, 2023,
  ]);
});

test('ends the period of a report today while the year is not over', () => {
  const period = (year: number) => readReportFigures(store.database, { year, unitId: null }, today).period;
  expect(period(2026)).toEqual({ from: '2026-01-01', to: '2026-11-21' });
  expect(period(2025)).toEqual({ from: '2025-01-01', to: '2025-12-31' });
});
