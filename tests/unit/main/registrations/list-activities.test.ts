import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MirrorRow, toRecord, writeRows } from '../../../../src/main/database/records';
import type { Context } from '../../../../src/main/registrations/context';
import {
  countActivities,
  listActivities,
  listActivityIds,
} from '../../../../src/main/registrations/list-activities';
import { listViews, removeView, saveView } from '../../../../src/main/registrations/saved-views';
import type { Activity } from '../../../../src/shared/contracts/activity';
import { type ActivityFilter, activitySorts } from '../../../../src/shared/contracts/activity-list';
import type { PeerMentor } from '../../../../src/shared/contracts/peer-mentor';
import { makeScope } from '../../../bench/support/make-scope';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';

const size = 1200;
let place: TestDatabase;
let context: Context;
let all: Activity[];
let mentors: PeerMentor[];

beforeAll(() => {
  place = makeTestDatabase();
  const { database } = place;
  database.write(() => {
    for (const { entity, rows } of makeScope(size)) {
      writeRows(database, entity, rows as MirrorRow[], { snapshot: 1, known: new Set() });
      const records = rows.map((row) => toRecord(entity, row as MirrorRow));
      if (entity === 'activities') all = records as unknown as Activity[];
      if (entity === 'peer_mentors') mentors = records as unknown as PeerMentor[];
    }
  });
  context = {
    database,
    now: () => 1_795_000_000_000,
    newId: () => randomUUID(),
    today: () => '2026-11-21',
    actor: () => '',
    onSaved() {},
  };
});
afterAll(() => place.remove());

const ids = (filter: ActivityFilter) => listActivityIds(context, { ...filter, offset: 0, limit: 10_000 });
const expected = (holds: (activity: Activity) => boolean) =>
  all
    .filter(holds)
    .sort((one, other) => (`${one.occurredOn}${one.id}` < `${other.occurredOn}${other.id}` ? 1 : -1))
    .map(({ id }) => id);

describe('filters', () => {
  const some = () => all[700] as Activity;
  const cases: [string, () => ActivityFilter, (activity: Activity) => boolean][] = [
    ['everything', () => ({}), () => true],
    ['a type', () => ({ typeId: some().activityTypeId }), (a) => a.activityTypeId === some().activityTypeId],
    ['a unit', () => ({ unitId: some().unitId }), (a) => a.unitId === some().unitId],
    ['a mode', () => ({ mode: 'phone' }), (a) => a.mode === 'phone'],
    ['what counts', () => ({ counts: true }), (a) => a.countable],
    ['what does not', () => ({ counts: false }), (a) => !a.countable],
    ['this year', () => ({ period: 'this_year' }), (a) => a.occurredOn.startsWith('2026')],
    ['last month', () => ({ period: 'last_month' }), (a) => a.occurredOn.startsWith('2026-10')],
    [
      'own days',
      () => ({ period: 'own', from: '2025-03-01', to: '2025-03-31' }),
      (a) => a.occurredOn.startsWith('2025-03'),
    ],
    [
      'a mentor in either role',
      () => ({ mentorId: some().mentors[0]?.peerMentorId ?? '' }),
      (a) => a.mentors.some(({ peerMentorId }) => peerMentorId === some().mentors[0]?.peerMentorId),
    ],
    ['what is sent', () => ({ state: 'sent' }), () => true],
    ['what waits', () => ({ state: 'waiting' }), () => false],
    [
      'several together',
      () => ({ typeId: some().activityTypeId, counts: some().countable, period: 'last_year' }),
      (a) =>
        a.activityTypeId === some().activityTypeId &&
        a.countable === some().countable &&
        a.occurredOn.startsWith('2025'),
    ],
  ];
  test.each(cases)('%s: the same as counted by hand, newest first', (_name, filter, holds) => {
    expect(ids(filter())).toEqual(expected(holds));
    expect(countActivities(context, filter())).toBe(expected(holds).length);
  });

  test('a search joins the other filters', () => {
    const mentor = mentors.find(({ id }) => all.some((a) => a.mentors.some((m) => m.peerMentorId === id)));
    const search = mentor?.shortCode ?? '';
    const found = expected((a) => a.mentors.some(({ peerMentorId }) => peerMentorId === mentor?.id));
    expect(found.length).toBeGreaterThan(0);
    expect(ids({ search })).toEqual(found);
    expect(ids({ search, period: 'own', to: '1999-12-31' })).toEqual([]);
  });
});

describe('order', () => {
  const orders = activitySorts.flatMap((by) => [true, false].map((descending) => ({ by, descending })));
  test.each(orders)('by $by, descending $descending: pages join without a gap or a double', (order) => {
    const sort = { ...order, language: 'nb' as const };
    const whole = listActivityIds(context, { sort, offset: 0, limit: 10_000 });
    expect(new Set(whole).size).toBe(size);
    const pages: string[] = [];
    let end = null as ReturnType<typeof listActivities>['end'];
    do {
      const page = listActivities(context, {
        sort,
        offset: pages.length,
        limit: 170,
        counted: false,
        ...(end ? { after: end } : {}),
      });
      expect(page.total).toBeNull();
      pages.push(...page.lines.map(({ id }) => id));
      end = page.end;
    } while (end);
    expect(pages).toEqual(whole);
    const far = listActivities(context, { sort, offset: 900, limit: 20 });
    expect(far.lines.map(({ id }) => id)).toEqual(whole.slice(900, 920));
    expect(far.total).toBe(size);
  });

  test('names stand as a Norwegian alphabet has them', () => {
    const sort = { by: 'mentors', descending: false, language: 'nb' } as const;
    const { lines } = listActivities(context, { sort, offset: 0, limit: 500 });
    const collator = new Intl.Collator('nb');
    const responsible = new Map(
      all.map((a) => [a.id, a.mentors.find(({ role }) => role === 'responsible')?.peerMentorId]),
    );
    const names = lines.map(({ id }) => mentors.find((m) => m.id === responsible.get(id))?.displayName ?? '');
    expect(names).toEqual([...names].sort(collator.compare));
  });

  test('minutes stand from the most to the fewest', () => {
    const sort = { by: 'duration', descending: true, language: 'nb' } as const;
    const { lines } = listActivities(context, { sort, offset: 0, limit: 500 });
    const minutes = lines.map(({ durationMin }) => durationMin);
    expect(minutes).toEqual([...minutes].sort((one, other) => other - one));
  });
});

test('filters and orders are answered from the index of the list, and only what is shown is read whole', () => {
  const { database } = context;
  const plans: string[] = [];
  const prepare = (sql: string) => {
    const statement = database.prepare(sql);
    const note = (bound: object) => {
      const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(bound) as { detail: string }[];
      plans.push(...steps.map(({ detail }) => detail).filter((detail) => / a( |$)/.test(detail)));
    };
    const watched = {
      all(bound: object) {
        note(bound);
        return statement.all(bound);
      },
      get(bound: object) {
        note(bound);
        return statement.get(bound);
      },
      pluck() {
        statement.pluck();
        return watched;
      },
    };
    return watched as unknown as ReturnType<typeof database.prepare>;
  };
  const watching = { ...context, database: { ...database, prepare } };
  const questions: ActivityFilter[] = [
    {},
    { unitId: all[0]?.unitId ?? '' },
    { mode: 'video', counts: false },
    { period: 'this_year', typeId: all[0]?.activityTypeId ?? '' },
    { search: 'samtale' },
  ];
  for (const question of questions) {
    listActivities(watching, { ...question, offset: 0, limit: 50 });
    listActivities(watching, {
      ...question,
      sort: { by: 'duration', descending: true, language: 'nb' },
      offset: 0,
      limit: 50,
    });
  }
  expect(plans.length).toBeGreaterThan(0);
  const others = plans.filter(
    (detail) => !/^(SCAN|SEARCH) a USING COVERING INDEX activities_newest/.test(detail),
  );
  expect(new Set(others)).toEqual(new Set(['SEARCH a USING INTEGER PRIMARY KEY (rowid=?)']));
});

test('a view is kept under its name, replaced under the same, and listed by name', () => {
  const first = saveView(context, { name: 'Årets telefoner', question: { mode: 'phone' } });
  saveView(context, { name: 'Denne måneden', question: { period: 'this_month' } });
  const again = saveView(context, { name: 'årets telefoner ', question: { mode: 'video' } });
  expect(again.id).toBe(first.id);
  expect(listViews(context).map(({ name, question }) => [name, question])).toEqual([
    ['Denne måneden', { period: 'this_month' }],
    ['årets telefoner', { mode: 'video' }],
  ]);
  removeView(context, first.id ?? '');
  expect(listViews(context).map(({ name }) => name)).toEqual(['Denne måneden']);
});
