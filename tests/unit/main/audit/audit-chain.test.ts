import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AuditLine, appendAudit } from '../../../../src/main/audit/append-audit';
import { type HashedLine, hashLine } from '../../../../src/main/audit/hash-line';
import { readLines } from '../../../../src/main/audit/read-lines';
import { readTrailHead } from '../../../../src/main/audit/trail-head';
import { verifyTrail } from '../../../../src/main/audit/verify-trail';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';

let store: TestDatabase;
beforeEach(() => {
  store = makeTestDatabase();
});
afterEach(() => store.remove());

const lineOf = (index: number): AuditLine => ({
  at: 1_795_000_000_000 + index,
  actor: `0190a000-0000-7000-8000-00000000000${index % 3}`,
  action: (['created', 'updated', 'sent', 'undone'] as const)[index % 4] ?? 'sent',
  entity: index % 5 === 0 ? 'contacts' : 'activities',
  recordId: `0190a000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  fields: index % 2 === 0 ? ['note', 'durationMin'] : [],
});
const append = (count: number, from = 1) => {
  const lines = Array.from({ length: count }, (_, index) => lineOf(from + index));
  store.database.write(() => appendAudit(store.database, lines));
};
const sql = (text: string, ...values: unknown[]) => store.database.prepare(text).run(...values);

test('is whole when nobody has touched it, also across several saves and a restart', async () => {
  append(3);
  append(40, 4);
  store.reopen();
  append(1, 44);
  const head = readTrailHead(store.database);
  expect(await verifyTrail(store.database, { kept: head })).toEqual({ kind: 'whole', lines: 44, head });
});

test('covers lines that are older than the chain, and chains what follows to them', async () => {
  const older = (index: number) => {
    const { at, actor, action, entity, recordId, fields } = lineOf(index);
    sql(
      'INSERT INTO audit_log (at, actor, action, entity, record_id, fields) VALUES (?, ?, ?, ?, ?, ?)',
      ...[at, actor, action, entity, recordId, JSON.stringify(fields)],
    );
  };
  for (const index of [1, 2, 3]) older(index);
  expect(await verifyTrail(store.database)).toMatchObject({ kind: 'whole', lines: 3 });
  append(2, 4);
  expect(await verifyTrail(store.database)).toMatchObject({ kind: 'whole', lines: 5 });
  sql('DROP TRIGGER audit_log_keeps_rows');
  sql(`UPDATE audit_log SET actor = 'somebody else' WHERE number = 2`);
  expect(await verifyTrail(store.database)).toEqual({ kind: 'broken', firstBad: 4 });
});

test('refuses to change or delete a line or the name of the chain', () => {
  append(2);
  for (const statement of [
    `UPDATE audit_log SET actor = 'x'`,
    'DELETE FROM audit_log',
    `UPDATE audit_chain SET id = 'x'`,
    'DELETE FROM audit_chain',
  ])
    expect(() => sql(statement)).toThrow('append-only');
});

test('appends 10,000 lines of one transaction in a few times what the bare rows take', () => {
  const started = performance.now();
  append(10_000);
  const chained = performance.now() - started;
  const bare = performance.now();
  store.database.write(() => {
    sql('CREATE TABLE bare (number INTEGER PRIMARY KEY, at, actor, action, entity, record_id, fields)');
    const rows = Array.from({ length: 10_000 }, (_, index) => Object.values(lineOf(index)));
    sql(
      `INSERT INTO bare (at, actor, action, entity, record_id, fields) SELECT value ->> '$[0]', value ->> '$[1]',
       value ->> '$[2]', value ->> '$[3]', value ->> '$[4]', value -> '$[5]' FROM json_each(?)`,
      JSON.stringify(rows),
    );
  });
  const ratio = chained / (performance.now() - bare);
  console.error(`10,000 chained lines: ${chained.toFixed(0)} ms, ${ratio.toFixed(1)} times the bare rows`);
  expect(ratio).toBeLessThan(10);
});

test('finds each of 1,000 random tamperings, and names the first bad line', {
  timeout: 120_000,
}, async () => {
  const random = makeRandom(20_261_122);
  append(60);
  const kept = readTrailHead(store.database);
  const found: Record<string, number> = {};
  for (let round = 0; round < 1000; round += 1) {
    sql('BEGIN');
    // Who holds the key of the database can take the triggers away.
    sql('DROP TRIGGER audit_log_keeps_rows');
    sql('DROP TRIGGER audit_log_loses_none');
    const kind = random.pick(Object.keys(tamperings) as Tampering[]);
    const firstBad = tamperings[kind](random);
    const verdict = await verifyTrail(store.database, { kept });
    sql('ROLLBACK');
    expect({ round, tampering: kind, verdict }).toEqual({
      round,
      tampering: kind,
      verdict: { kind: expect.stringMatching(/^(broken|not_as_kept)$/), firstBad },
    });
    found[kind] = (found[kind] ?? 0) + 1;
  }
  console.error(
    `found ${Object.values(found).reduce((sum, count) => sum + count)} of 1000: ${JSON.stringify(found)}`,
  );
  expect(await verifyTrail(store.database, { kept })).toMatchObject({ kind: 'whole', lines: 60 });
});

type Random = ReturnType<typeof makeRandom>;
type Tampering = keyof typeof tamperings;
const columns = ['at', 'actor', 'action', 'entity', 'record_id', 'fields', 'previous_hash', 'hash'] as const;

/** Each does one thing to the trail and tells the first line that no longer fits. */
const tamperings = {
  changed(random: Random): number {
    const number = random.below(60) + 1;
    const column = random.pick(columns);
    const value = column === 'at' ? random.below(1_000_000) : `${column}-${random.below(1_000_000)}`;
    sql(`UPDATE audit_log SET ${column} = ? WHERE number = ?`, value, number);
    return number;
  },
  deleted(random: Random): number {
    const number = random.below(60) + 1;
    sql('DELETE FROM audit_log WHERE number = ?', number);
    return number + 1;
  },
  inserted(random: Random): number {
    const number = random.pick([0, -5, 61, 62, 100]);
    const copied = random.below(60) + 1;
    sql(
      `INSERT INTO audit_log SELECT ?, at, actor, action, entity, record_id, fields, previous_hash, hash
       FROM audit_log WHERE number = ?`,
      number,
      copied,
    );
    return number;
  },
  'inserted between'(random: Random): number {
    const number = random.below(60) + 1;
    sql('UPDATE audit_log SET number = -number - 1 WHERE number >= ?', number);
    sql('UPDATE audit_log SET number = -number WHERE number < 0');
    sql(
      `INSERT INTO audit_log SELECT ?, at, actor, action, entity, record_id, fields, previous_hash, hash
       FROM audit_log WHERE number <> ? ORDER BY number DESC LIMIT 1`,
      number,
      number,
    );
    return number;
  },
  reordered(random: Random): number {
    const one = random.below(60) + 1;
    const other = ((one + random.below(59)) % 60) + 1;
    for (const [from, to] of [
      [one, -1],
      [other, one],
      [-1, other],
    ])
      sql('UPDATE audit_log SET number = ? WHERE number = ?', to, from);
    return Math.min(one, other);
  },
  'tail cut'(random: Random): number {
    const last = random.below(60);
    sql('DELETE FROM audit_log WHERE number > ?', last);
    return last + 1;
  },
  'rewritten: tail cut, the highest number too'(random: Random): number {
    const last = random.below(60);
    sql('DELETE FROM audit_log WHERE number > ?', last);
    sql(`UPDATE sqlite_sequence SET seq = ? WHERE name = 'audit_log'`, last);
    return last + 1;
  },
  'rewritten: one line changed, all hashes after it made anew'(random: Random): number {
    const number = random.below(60) + 1;
    sql(`UPDATE audit_log SET actor = ? WHERE number = ?`, `forged-${random.below(1_000_000)}`, number);
    let hash = number === 1 ? null : (readLines(store.database, number - 2, 1)[0]?.hash ?? null);
    for (const line of readLines(store.database, number - 1)) {
      const previous = hash ?? line.previousHash ?? '';
      hash = hashLine(line as HashedLine, previous);
      sql('UPDATE audit_log SET previous_hash = ?, hash = ? WHERE number = ?', previous, hash, line.number);
    }
    // Nothing inside the file tells: only the head kept outside it does.
    return 60;
  },
};

/** Park and Miller's generator: the same tamperings on every machine. */
function makeRandom(seed: number) {
  let state = seed % 2_147_483_647;
  const below = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  return { below, pick: <T>(from: readonly T[]): T => from[below(from.length)] as T };
}
