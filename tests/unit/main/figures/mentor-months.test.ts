import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readMentorMonths } from '../../../../src/main/figures/read-mentor-months';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';
import {
  anyRegistrations,
  fillReference,
  forgetRegistrations,
  type Made,
  mentors,
  region,
  register,
  today,
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

const months = ['2025-12', ...Array.from({ length: 11 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`)];
const read = (unitIds: string[] | null = null) => readMentorMonths(store.database, { units: unitIds, today });

function recount(made: Made[], mentor: string) {
  const days = made
    .filter(({ fields }) => fields.mentors.some(({ peerMentorId }) => peerMentorId === mentor))
    .map(({ fields }) => fields.occurredOn)
    .filter((day) => months.includes(day.slice(0, 7)) && day <= today)
    .sort();
  return {
    months: months.map((month) => days.filter((day) => day.startsWith(month)).length),
    lastOn: days.at(-1) ?? null,
  };
}

test('counts what each mentor took part in by month, sent or not, as a plain recount does', () => {
  fc.assert(
    fc.property(anyRegistrations, (made) => {
      forgetRegistrations(store.database);
      register(store.database, made);
      for (const { id, months: counted, lastOn } of read())
        expect({ months: counted, lastOn }).toEqual(recount(made, id));
    }),
    { numRuns: 25 },
  );
});

test('leaves out who is not active or not approved today, or at home elsewhere', () => {
  const change = (index: number, set: string) =>
    store.database.write(() =>
      store.database.prepare(`UPDATE peer_mentors SET ${set} WHERE id = ?`).run(mentors[index]),
    );
  change(0, 'active = 0');
  change(1, `approved_to = '2026-11-20'`);
  change(2, `approved_from = '2026-11-22'`);
  change(3, `approved_from = '2026-11-21', approved_to = '2026-11-21'`);
  expect(read().map(({ id }) => id)).toEqual(mentors.slice(3));
  expect(read([units[1] ?? '']).map(({ id, unitName }) => [id, unitName])).toEqual([
    [mentors[4], expect.stringContaining('Bodø')],
  ]);
  expect(read([region])).toEqual([]);
});
