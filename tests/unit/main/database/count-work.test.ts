import { afterEach, beforeEach, expect, test } from 'vitest';
import { countWork } from '../../../../src/main/database/count-work';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';

let it: TestDatabase;
beforeEach(() => {
  it = makeTestDatabase();
});
afterEach(() => it.remove());

function lose(recordId: string, group: string, { theirs = '{}', state = 'open' } = {}): void {
  it.database
    .prepare(
      `INSERT INTO conflicts (id, mutation_id, entity, record_id, title, field_group, base, mine, theirs, made_by, at, state)
       VALUES (?, 'm', 'activities', ?, 't', ?, '{}', '{"note":"n"}', ?, NULL, 1, ?)`,
    )
    .run(`${recordId} ${group}`, recordId, group, theirs, state);
}

test('a record that lost in several parts needs her once, as the inbox shows it', () => {
  for (const group of ['what', 'note', 'travel']) lose('one', group);
  expect(countWork(it.database).conflicts).toBe(1);
  lose('two', 'note');
  lose('three', 'note', { state: 'accepted' });
  expect(countWork(it.database).conflicts).toBe(2);
});
