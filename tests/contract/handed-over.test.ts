import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../server/start-server';
import type { Mutation } from '../../src/shared/contracts/mutations';
import { type Device, kari, makeMutation, makeRegistrar, ola, signIn } from './sync-client';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ demo: 'S', today: '2026-11-21', passwordCost: 10 });
});
afterAll(() => server.close());

const offer = (device: Device, mutations: Mutation[]) =>
  device.call('POST', '/v1/activities/mutations', { deviceId: device.id, mutations });
const effectsOf = (mutation: Mutation) =>
  server.sql('SELECT action FROM audit_log WHERE record_id = $1', [mutation.recordId]);

/** Two computers of one person, and a maker of registrations for them. */
async function twoComputers() {
  const [old, fresh] = [await signIn(server, kari), await signIn(server, kari)];
  const creation = await makeRegistrar(old);
  return { old, fresh, creation };
}

describe('a mutation that a second computer of the same person took over', () => {
  it('is answered as the first time, whatever its number there, and has one effect', async () => {
    const { old, fresh, creation } = await twoComputers();
    const creating = creation();
    const deleting = makeMutation({ operation: 'delete', recordId: creating.recordId, baseRevision: 1 });
    const first = await old.push('activities', [creating, deleting]);
    const again = await fresh.push('activities', [
      { ...creating, sequence: 7001 },
      { ...deleting, sequence: 7002 },
    ]);
    expect(again.map(({ id, outcome }) => [id, outcome])).toEqual(
      first.map(({ id, outcome }) => [id, outcome]),
    );
    expect(await effectsOf(creating)).toEqual([{ action: 'create' }, { action: 'delete' }]);
  });

  it('keeps its refusal', async () => {
    const { old, fresh, creation } = await twoComputers();
    const refused = creation({ changes: {} });
    const [first] = await old.push('activities', [refused]);
    expect(first?.outcome).toBe('rejected');
    expect(await fresh.push('activities', [{ ...refused, sequence: 7003 }])).toEqual([first]);
  });

  it('is refused as a whole when it says something else than the first time', async () => {
    const { old, fresh, creation } = await twoComputers();
    const creating = creation();
    await old.push('activities', [creating]);
    const other = { ...creating, changes: { ...creating.changes, note: 'Noe annet' } };
    expect((await offer(fresh, [other])).status).toBe(422);
  });

  it('has one effect when both offer it at the same moment', async () => {
    const { old, fresh, creation } = await twoComputers();
    const mutations = Array.from({ length: 20 }, () => creation());
    const renumbered = mutations.map((mutation, index) => ({ ...mutation, sequence: 8000 + index }));
    const [one, other] = await Promise.all([
      old.push('activities', mutations),
      fresh.push('activities', renumbered),
    ]);
    expect(other).toEqual(one);
    for (const mutation of mutations) expect(await effectsOf(mutation)).toEqual([{ action: 'create' }]);
  });

  it('is another one under the same id when it comes from another person', async () => {
    const { old, creation } = await twoComputers();
    const creating = creation();
    await old.push('activities', [creating]);
    const stranger = await signIn(server, ola);
    const [answer] = await stranger.push('activities', [{ ...creation(), id: creating.id }]);
    expect(answer).not.toMatchObject({ record: { id: creating.recordId } });
  });
});
