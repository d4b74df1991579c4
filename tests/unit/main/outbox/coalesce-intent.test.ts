import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRecord, writeRecords } from '../../../../src/main/database/records';
import { release } from '../../../../src/main/outbox/claim';
import { enqueue, type Intent } from '../../../../src/main/outbox/enqueue';
import type { Operation } from '../../../../src/shared/contracts/mutations';
import { claimAll, queuedOf, someFields, someIntent } from '../../../support/outbox-fixture';
import { someContact } from '../../../support/some-contact';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';

let it: TestDatabase;
beforeEach(() => {
  it = makeTestDatabase();
});
afterEach(() => it.remove());

const recordId = '019a0000-0000-7000-8000-00000000000a';
const save = (...intents: Intent[]) => enqueue(it.database, intents, 1000);
const create = () => someIntent('create', { id: 'first', recordId });
const update = (id: string, from: string, to: string, changes: Partial<Intent> = {}) =>
  someIntent('update', { id, recordId, base: { note: from }, changes: { note: to }, ...changes });
const remove = (note: string) =>
  someIntent('delete', { id: 'second', recordId, base: { ...someFields({ note }) } as never });
/** The record as the server has it. */
const mirror = () => {
  const record = { ...someFields({ note: 'a' }), id: recordId, revision: 5, countable: true };
  it.database.write(() =>
    writeRecords(
      it.database,
      'activities',
      [{ ...record, countableReasons: [], rulesVersion: 1, reportingYear: 2026 } as never],
      1,
    ),
  );
};
const audited = () => it.database.prepare('SELECT action FROM audit_log ORDER BY number').pluck().all();
const rows = () =>
  queuedOf(it.database, recordId).map(({ id, operation, state }) => `${id} ${operation} ${state}`);
const note = () => readRecord(it.database, 'activities', recordId)?.note;

/** Whether the first was claimed and given back, and what the two mutations then are. */
const pairs: [Operation, Operation, 'never claimed' | 'claimed once', string[]][] = [
  ['create', 'update', 'never claimed', ['first create pending']],
  ['create', 'update', 'claimed once', ['first create pending', 'second update pending']],
  ['create', 'delete', 'never claimed', ['first create settled']],
  ['create', 'delete', 'claimed once', ['first create pending', 'second delete pending']],
  ['update', 'update', 'never claimed', ['first update pending']],
  ['update', 'update', 'claimed once', ['first update pending', 'second update pending']],
  ['update', 'delete', 'never claimed', ['first delete pending']],
  ['update', 'delete', 'claimed once', ['first update pending', 'second delete pending']],
];

test.each(pairs)('%s, then %s, %s - %j', (first, second, claimed, expected) => {
  if (first === 'update') mirror();
  save(first === 'create' ? create() : update('first', 'a', 'b'));
  if (claimed === 'claimed once')
    release(
      it.database,
      claimAll(it.database).map(({ id }) => id),
    );
  const seen = first === 'create' ? '' : 'b';
  save(second === 'update' ? update('second', seen, 'c') : remove(seen));
  expect(rows()).toEqual(expected);
  expect(note()).toBe(second === 'update' ? 'c' : undefined);
  // Every intent stays in the trail, whatever became of its row.
  expect(audited()).toEqual([first, second].map((operation) => `${operation}d`));
});

test('keeps the values first seen and the last ones written when two edits become one', () => {
  mirror();
  save(update('first', 'a', 'b'));
  save(
    update('second', 'b', 'c', { base: { note: 'b', travelKm: null }, changes: { note: 'c', travelKm: 7 } }),
  );
  expect(queuedOf(it.database, recordId)).toMatchObject([
    { id: 'first', base: { note: 'a', travelKm: null }, changes: { note: 'c', travelKm: 7 } },
  ]);
});

test('marks what was made and removed before it was sent as withdrawn, and never offers it', () => {
  save(create());
  save(remove(''));
  expect(queuedOf(it.database, recordId)).toMatchObject([{ state: 'settled', outcome: 'withdrawn' }]);
  expect(claimAll(it.database)).toEqual([]);
});

test('does not touch a mutation that is in flight, nor one that is parked', () => {
  save(create());
  claimAll(it.database);
  save(update('second', '', 'b'));
  it.database.prepare(`UPDATE outbox SET state = 'parked' WHERE id = 'first'`).run();
  save(update('third', 'b', 'c'));
  // The two that were never claimed are one; the parked one before them is as it was.
  expect(rows()).toEqual(['first create parked', 'second update pending']);
  expect(note()).toBe('c');
});

test('does not join an edit with one that was made on an older revision', () => {
  mirror();
  save(update('first', 'a', 'b'));
  it.database.prepare('UPDATE shadows SET revision = 6').run();
  save(update('second', 'b', 'c'));
  expect(rows()).toEqual(['first update pending', 'second update pending']);
});

test('does not move an edit before the creation of a record that it needs', () => {
  const contactId = '019a0000-0000-7000-8000-00000000000c';
  save(create());
  save(someIntent('create', { id: 'contact', entity: 'contacts', recordId: contactId, changes: person }));
  const needs = [{ entity: 'contacts' as const, id: contactId }];
  save(update('second', '', 'b', { changes: { contactId }, references: needs }));
  expect(rows()).toEqual(['first create pending', 'second update pending']);
});

test('keeps a contact that was made and removed while a registration needs it', () => {
  const contactId = '019a0000-0000-7000-8000-00000000000c';
  save(someIntent('create', { id: 'contact', entity: 'contacts', recordId: contactId, changes: person }));
  save(someIntent('create', { recordId, references: [{ entity: 'contacts', id: contactId }] }));
  save(someIntent('delete', { id: 'gone', entity: 'contacts', recordId: contactId }));
  expect(queuedOf(it.database, contactId).map(({ id, state }) => `${id} ${state}`)).toEqual([
    'contact pending',
    'gone pending',
  ]);
});

test('joins intents of one save with each other too', () => {
  save(create(), update('second', '', 'b'), update('third', 'b', 'c'));
  expect(rows()).toEqual(['first create pending']);
  expect(note()).toBe('c');
});

const person = someContact('019a0000-0000-7000-8000-000000000001', 'Person 3');
