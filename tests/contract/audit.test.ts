import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../server/start-server';
import { edit, pushOne } from './push-bench';
import {
  type Device,
  kari,
  type Mirror,
  makeActivityFields,
  makeMutation,
  pull,
  signIn,
} from './sync-client';

let server: RunningServer;
let device: Device;
let mirror: Mirror;

beforeAll(async () => {
  server = await startServer({ demo: 'S', today: '2026-11-21', passwordCost: 10 });
  device = await signIn(server, kari);
  mirror = new Map();
  await pull(device, mirror);
});
afterAll(() => server.close());

async function store(note = ''): Promise<string> {
  const recordId = randomUUID();
  const changes = makeActivityFields(mirror, device.signedIn.person.unitIds[0] ?? '', { note });
  await pushOne(device, makeMutation({ operation: 'create', recordId, changes }));
  return recordId;
}

describe('audit', () => {
  it('notes who changed which columns from which device, and no value', async () => {
    const recordId = await store('hemmelig');
    await pushOne(device, edit(recordId, 1, { durationMin: 45 }, { durationMin: 60 }));
    const lines = await server.sql<{ action: string; device_id: string; columns: string[] }>(
      'SELECT action, device_id::text, columns FROM audit_log WHERE record_id = $1 ORDER BY sequence',
      [recordId],
    );
    expect(lines).toEqual([
      { action: 'create', device_id: device.id, columns: [] },
      { action: 'update', device_id: device.id, columns: ['duration_min'] },
    ]);
    expect(JSON.stringify(await server.sql('SELECT * FROM audit_log'))).not.toContain('hemmelig');
  });

  it.each(["UPDATE audit_log SET action = 'x'", 'DELETE FROM audit_log', 'TRUNCATE audit_log'])(
    'refuses %s even to the owner',
    async (statement) => {
      // A trigger for each row has nothing to refuse in an empty table.
      await store();
      await expect(server.sql(statement)).rejects.toThrow('append-only');
    },
  );

  it.each(["UPDATE audit_log SET action = 'x'", 'DELETE FROM audit_log', 'TRUNCATE audit_log'])(
    'refuses %s to the role that requests run as, which has no right to it at all',
    async (statement) => {
      const asApp = server.asOwner((sql) => sql.run(`SET LOCAL ROLE feltbok_app; ${statement}`));
      await expect(asApp).rejects.toMatchObject({ code: '42501' });
    },
  );
});
