import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../../../../server/start-server';
import type { Database } from '../../../../src/main/database/open-database';
import { outbox } from '../../../../src/main/database/schema';
import { makeDevice } from '../../../support/make-device';

type Row = Record<string, unknown> & {
  id: string;
  entity: string;
  operation: string;
  record_id: string;
  state: string;
  payload: { changes: Record<string, unknown> };
};
type Recorded = { app: string; recordedAt: number; rows: Row[] };

const folder = resolve(import.meta.dirname, '../../../fixtures/outbox');
/** One recording per released version of the app; they are added to and never changed. */
const recordings = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recorded,
);

function load(database: Database, rows: Row[]): void {
  database.write(() => {
    for (const row of rows) {
      const columns = Object.keys(row);
      const values = columns.map((column) => {
        const value = row[column];
        return value !== null && typeof value === 'object' ? JSON.stringify(value) : value;
      });
      database
        .prepare(
          `INSERT INTO outbox (${columns.join(', ')}, claimed_at) VALUES (${columns.map(() => '?').join(', ')}, ?)`,
        )
        // Nobody knows what of it an older version has sent already.
        .run(...values, row.made_at);
    }
  });
}

test.each(recordings)('drains what version $app had queued', async ({ recordedAt, rows }) => {
  const server = await startServer({ demo: 'S', passwordCost: 10, now: () => recordedAt + 60_000 });
  const device = await makeDevice(server.url, recordedAt + 60_000);
  try {
    await device.signIn();
    await device.work().engine.run('start');
    load(device.database(), rows);
    await device.restart();
    await device.work().engine.run('now');
    await device.work().engine.run('now');
    const after = device.database().orm.select().from(outbox).all();
    const stateOf = new Map(after.map((row) => [row.id, row]));
    const outcomes = rows.map(({ id, entity, operation, state }) => ({
      what: `${entity} ${operation} ${state}`,
      now: `${stateOf.get(id)?.state} ${stateOf.get(id)?.outcome} ${stateOf.get(id)?.problem?.code ?? ''}`.trim(),
    }));
    const sendable = outcomes.filter(({ what }) => /(pending|in_flight)$/.test(what));
    expect(sendable.filter(({ now }) => now !== 'settled applied' && now !== 'settled merged')).toEqual([]);
    const kept = outcomes.filter(({ what }) => /(parked|conflicted)$/.test(what));
    expect(kept.map(({ now }) => now)).toEqual(['conflicted conflict', 'parked rejected type_retired']);
    for (const { entity, operation, record_id: recordId, payload } of rows.filter(({ state }) =>
      /pending|in_flight/.test(state),
    )) {
      if (operation !== 'create') continue;
      const stored = await server.sql<Record<string, unknown>>(`SELECT * FROM ${entity} WHERE id = $1`, [
        recordId,
      ]);
      expect(stored).toHaveLength(1);
      const text = { contacts: 'pseudonym', peer_mentors: 'displayName', activities: 'note' }[entity] ?? '';
      const column = text === 'displayName' ? 'display_name' : text;
      expect(stored[0]?.[column]).toBe(payload.changes[text]);
    }
    // What needed the person then can still be answered.
    const parked = rows.find(({ state }) => state === 'parked');
    await device.work().workspace.sync.retry({ mutationId: parked?.id ?? '' });
    await device.work().engine.run('now');
    expect(device.work().engine.status()).toMatchObject({ waiting: 0, needsPerson: 0 });
    expect(device.defects).toEqual([]);
  } finally {
    device.remove();
    await server.close();
  }
});
