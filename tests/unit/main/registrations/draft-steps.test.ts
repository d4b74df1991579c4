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

test('a sort is kept as places alone: undone after a restart the rows stand as before, with what was typed in them', () => {
  const [one, two] = [randomUUID(), randomUUID()];
  save(
    stepOf(1, [
      { id: one, before: null, after: content({ note: 'one' }, 1) },
      { id: two, before: null, after: content({ note: 'two' }, 2) },
    ]),
  );
  const sort: DraftStep = {
    ...stepOf(2, []),
    moves: [
      [one, 1, 2],
      [two, 2, 1],
    ],
    sorted: { cell: 'note', descending: true },
  };
  expect(save(sort)).toEqual({ kind: 'saved' });
  restart();
  expect(notes()).toEqual(['two', 'one']);
  expect(records.drafts.open().past.at(-1)).toEqual(sort);
  save(sort, 'undo');
  restart();
  expect(notes()).toEqual(['one', 'two']);
  save(sort, 'redo');
  expect(notes()).toEqual(['two', 'one']);
});

test('a place of a row that is gone, or of another session, moves nothing', () => {
  const id = randomUUID();
  save(stepOf(1, [{ id, before: null, after: content({ note: 'one' }) }]));
  save(stepOf(2, [{ id, before: content({ note: 'one' }), after: null }]));
  const move: DraftStep = { ...stepOf(3, []), moves: [[id, 1, 2]] };
  expect(save(move)).toEqual({ kind: 'saved' });
  expect(notes()).toEqual([]);
});

const edit = (number: number, note: string) =>
  stepOf(number, [{ id: randomUUID(), before: content({ note: '' }), after: content({ note }) }]);
const largeStep = (number: number) =>
  stepOf(
    number,
    Array.from({ length: 1200 }, () => ({
      id: randomUUID(),
      before: content({ note: 'n'.repeat(800) }),
      after: content({ note: 'm'.repeat(800) }),
    })),
  );
const kept = () => records.drafts.open().past.map(({ number }) => number);

test('the oldest steps are forgotten by number and by size, the newest never', () => {
  for (let number = 1; number <= 210; number += 1) save(edit(number, 'short'));
  expect([kept().length, kept()[0], kept().at(-1)]).toEqual([200, 11, 210]);
  for (let number = 211; number <= 1211; number += 200) {
    save(largeStep(number));
    expect(kept().at(-1)).toBe(number);
  }
});

test('a step as large as a list of five thousand rows takes neither the steps before it nor, with the next one, itself', () => {
  for (let number = 1; number <= 20; number += 1) save(edit(number, 'short'));
  save(largeStep(21));
  expect(kept()).toHaveLength(21);
  save(edit(22, 'after'));
  expect(kept()).toHaveLength(22);
  expect(kept()[0]).toBe(1);
});

test('of several large steps the newest are kept, so that the history has an end', () => {
  for (let number = 1; number <= 10; number += 1) save(largeStep(number));
  expect(kept().length).toBeGreaterThan(1);
  expect(kept().length).toBeLessThan(6);
  expect(kept().at(-1)).toBe(10);
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
