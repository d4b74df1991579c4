import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MirrorRow, toRecord, writeRows } from '../../../../src/main/database/records';
import type { Context } from '../../../../src/main/registrations/context';
import { listPeerMentors, readMentorPage } from '../../../../src/main/registrations/list-mentors';
import type { Activity } from '../../../../src/shared/contracts/activity';
import { makeScope } from '../../../bench/support/make-scope';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';

const today = '2026-11-21';
let place: TestDatabase;
let context: Context;
let all: Activity[];

beforeAll(() => {
  place = makeTestDatabase();
  const { database } = place;
  database.write(() => {
    for (const { entity, rows } of makeScope(2500)) {
      writeRows(database, entity, rows as MirrorRow[], { snapshot: 1, known: new Set() });
      if (entity === 'activities')
        all = rows.map((row) => toRecord(entity, row as MirrorRow)) as unknown as Activity[];
    }
  });
  context = {
    database,
    now: () => 0,
    newId: randomUUID,
    today: () => today,
    actor: () => '',
    onSaved() {},
  };
});
afterAll(() => place.remove());

const of = (mentorId: string) =>
  all.filter(({ mentors }) => mentors.some(({ peerMentorId }) => peerMentorId === mentorId));
const lastOf = (mentorId: string) =>
  of(mentorId)
    .map(({ occurredOn }) => occurredOn)
    .sort()
    .at(-1) ?? null;
const list = (ask: Partial<Parameters<typeof listPeerMentors>[1]> = {}) =>
  listPeerMentors(context, { offset: 0, limit: 500, ...ask });

test('each has her latest day, however long ago, and this year as counted by hand', () => {
  const { total, lines } = list();
  expect(lines).toHaveLength(total);
  for (const line of lines) {
    const thisYear = of(line.id).filter(({ reportingYear }) => reportingYear === 2026);
    expect([line.displayName, line.lastOn, line.count, line.minutes]).toEqual([
      line.displayName,
      lastOf(line.id),
      thisYear.length,
      thisYear.reduce((sum, { durationMin }) => sum + durationMin, 0),
    ]);
  }
});

test('whose latest day is more than a year ago has it all the same', () => {
  const later = { ...context, today: () => '2027-11-10' };
  const { lines } = listPeerMentors(later, { offset: 0, limit: 500 });
  expect(lines.map(({ id, lastOn }) => [id, lastOn])).toEqual(lines.map(({ id }) => [id, lastOf(id)]));
  expect(lines.some(({ lastOn }) => lastOn !== null && lastOn < '2026-11-10')).toBe(true);
});

test('who has been quiet longest stands first when asked so, and pages join', () => {
  const sort = { by: 'last', descending: false } as const;
  const whole = list({ sort }).lines.map(({ id }) => id);
  const days = whole.map((id) => lastOf(id) ?? '');
  expect(days).toEqual([...days].sort());
  const pages = [0, 5, 10].flatMap((offset) => list({ sort, offset, limit: 5 }).lines.map(({ id }) => id));
  expect(pages).toEqual(whole.slice(0, 15));
  const most = list({ sort: { by: 'count', descending: true } }).lines.map(({ count }) => count);
  expect(most).toEqual([...most].sort((one, other) => other - one));
});

test('a search finds a mentor by a part of her name or her code', () => {
  const [line] = list().lines;
  const found = list({ search: line?.shortCode ?? '' });
  expect(found.lines.map(({ id }) => id)).toContain(line?.id);
  expect(list({ search: 'zzzzzz' })).toEqual({ total: 0, lines: [] });
});

test('her page has twelve months, empty ones too, that add up', () => {
  const busiest = list({ sort: { by: 'count', descending: true } }).lines[0];
  const page = readMentorPage(context, busiest?.id ?? '');
  const within = of(busiest?.id ?? '').filter(({ occurredOn }) => occurredOn >= '2025-12-01');
  expect(page?.months.map(({ month }) => month)).toEqual([
    '2025-12',
    ...Array.from({ length: 11 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`),
  ]);
  const sum = (name: 'count' | 'counted' | 'minutes') =>
    page?.months.reduce((total, month) => total + month[name], 0);
  expect(sum('count')).toBe(within.length);
  expect(sum('counted')).toBe(within.filter(({ countable }) => countable).length);
  expect(sum('minutes')).toBe(within.reduce((total, { durationMin }) => total + durationMin, 0));
  expect(page?.counted).toBe(
    of(busiest?.id ?? '').filter(({ reportingYear, countable }) => reportingYear === 2026 && countable)
      .length,
  );
  expect(readMentorPage(context, randomUUID())).toBeNull();
});
