import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSyncState } from '../../../../src/main/database/sync-state';
import {
  createRegistrations,
  type Registrations,
} from '../../../../src/main/registrations/create-registrations';
import type { Cells, DraftStep, StepWay } from '../../../../src/shared/contracts/drafts';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';

let it: TestDatabase;
let now: number;
let records: Registrations;
let sessionId: string;

beforeEach(() => {
  it = makeTestDatabase();
  now = 1_000;
  readSyncState(it.database, randomUUID);
  start();
  sessionId = records.drafts.open().id;
});
afterEach(() => it.remove());

function start() {
  records = createRegistrations(
    {
      database: it.database,
      now: () => now++,
      newId: randomUUID,
      today: () => '2026-11-21',
      actor: () => 'me',
      onSaved: () => {},
    },
    now,
  );
}

function restart() {
  it.reopen();
  start();
}

const content = (cells: Cells, position = 1) => ({
  position,
  origin: 'free' as const,
  cells,
  serverProblem: null,
});
const stepOf = (number: number, rows: DraftStep['rows']): DraftStep => ({
  number,
  rows,
  header: null,
  focus: null,
});
const save = (step: DraftStep, way: StepWay = 'do') => records.drafts.saveStep({ sessionId, step, way });
const notes = () => records.drafts.open().rows.map(({ cells }) => cells.note);

test('a row that was removed comes back by undoing after a restart, and goes again by redoing after another', () => {
  const id = randomUUID();
  save(stepOf(1, [{ id, before: null, after: content({ note: 'x' }) }]));
  const removal = stepOf(2, [{ id, before: content({ note: 'x' }), after: null }]);
  save(removal);
  expect(notes()).toEqual([]);
  restart();
  expect(records.drafts.open().past.at(-1)).toEqual(removal);
  save(removal, 'undo');
  expect(notes()).toEqual(['x']);
  restart();
  expect(records.drafts.open()).toMatchObject({ past: [{ number: 1 }], future: [removal] });
  save(removal, 'redo');
  expect([notes(), records.drafts.open().future]).toEqual([[], []]);
});

test('forty rows that came at once go at once', () => {
  const rows = Array.from({ length: 40 }, (_, index) => ({
    id: randomUUID(),
    before: null,
    after: content({ note: `row ${index}` }, index),
  }));
  const taken = stepOf(1, rows);
  expect(save(taken)).toEqual({ kind: 'saved' });
  expect(notes()).toHaveLength(40);
  save(taken, 'undo');
  expect(notes()).toEqual([]);
});

test('a step of the header is undone like any other', () => {
  const before = records.drafts.open().header;
  const after = { ...before, values: { date: '1.3' } };
  const step = { ...stepOf(1, []), header: { before, after } };
  save(step);
  expect(records.drafts.open().header).toEqual(after);
  save(step, 'undo');
  expect(records.drafts.open().header).toEqual(before);
});

test('something new is the end of what was undone before it', () => {
  const id = randomUUID();
  const one = stepOf(1, [{ id, before: null, after: content({ note: 'one' }) }]);
  const two = stepOf(2, [{ id, before: content({ note: 'one' }), after: content({ note: 'two' }) }]);
  save(one);
  save(two);
  save(two, 'undo');
  const other = stepOf(2, [{ id, before: content({ note: 'one' }), after: content({ note: 'other' }) }]);
  save(other);
  expect(records.drafts.open()).toMatchObject({ past: [one, other], future: [] });
});

test('the oldest steps are forgotten by number and by size, the newest never', () => {
  const id = randomUUID();
  const edit = (number: number, note: string) =>
    stepOf(number, [{ id, before: content({ note: '' }), after: content({ note }) }]);
  for (let number = 1; number <= 210; number += 1) save(edit(number, 'short'));
  const kept = records.drafts.open().past.map(({ number }) => number);
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([200, 11, 210]);
  const large = stepOf(
    211,
    Array.from({ length: 1200 }, () => ({
      id: randomUUID(),
      before: content({ note: 'n'.repeat(800) }),
      after: content({ note: 'm'.repeat(800) }),
    })),
  );
  save(large);
  save(edit(212, 'after'));
  expect(records.drafts.open().past.map(({ number }) => number)).toEqual([212]);
});

test('nothing is left to undo when the session is finished', () => {
  save(stepOf(1, [{ id: randomUUID(), before: null, after: content({}) }]));
  records.drafts.finish({ sessionId });
  expect(it.database.prepare('SELECT count(*) FROM draft_steps').pluck().get()).toBe(0);
});

test('a step of a session that is finished is refused, not performed', () => {
  records.drafts.finish({ sessionId });
  const step = stepOf(1, [{ id: randomUUID(), before: null, after: content({ note: 'late' }) }]);
  expect(save(step)).toEqual({ kind: 'not_found' });
  expect(it.database.prepare('SELECT count(*) FROM drafts').pluck().get()).toBe(0);
});
