import type { Random } from '../../server/seed/random';
import type { SimDevice } from './device';
import { drawOutage } from './faults';
import type { World } from './world';

type MachineAct = (world: World, device: SimDevice, draws: Random) => Promise<void> | void;

/** What happens to a computer, and how often. */
export const machineActs: readonly (readonly [name: string, weight: number, act: MachineAct])[] = [
  ['crashes', 2, (world, device) => crash(world, device)],
  ['will crash', 5, (_, device, draws) => device.crashAfter(draws.int(1, 14))],
  ['loses its network', 4, (_, device) => set(device, { plugged: false })],
  ['finds a network', 5, (world, device) => plug(world, device)],
  ['meets a log-in page', 1, (_, device) => set(device, { captive: true })],
  ['sleeps', 2, (_, device) => set(device, { asleep: true })],
  ['wakes', 4, (world, device) => wake(world, device)],
  ['is looked at', 3, (_, device) => device.focus()],
  ['changes its clock', 1, changeClock],
  ['tidies at night', 1, (_, device) => device.keepHouse()],
];

/** What happens at the server, and how often. */
export const serverActs: readonly (readonly [name: string, weight: number, act: MachineAct])[] = [
  ['edits a row', 6, (world, _, draws) => editRows(world, draws, 1)],
  ['edits many rows at once', 4, (world, _, draws) => editRows(world, draws, draws.int(2, 6))],
  ['edits rows slowly', 4, editSlowly],
  ['deletes a row', 2, deleteRow],
  ['moves a row to another unit', 3, moveRow],
  ['gives a person other units', 1, changeUnits],
  ['locks or opens a year', 1, lockYear],
  ['retires a type', 0.7, retireType],
  ['ends a session', 1, endSession],
  ['shuts a device out', 0.5, (world, device) => shutOut(world, device)],
  ['backs up', 2, (world) => world.backUp()],
  ['is restored from a backup', 0.7, (world) => world.restore()],
  ['goes down', 1.5, goDown],
  ['comes back', 2, (world) => world.setOutage(null)],
];

export async function crash(world: World, device: SimDevice): Promise<void> {
  device.freeze();
  await world.restartFrozen(device);
}

function set(device: SimDevice, changes: Partial<Pick<SimDevice, 'plugged' | 'captive' | 'asleep'>>): void {
  Object.assign(device, changes);
}

function plug(world: World, device: SimDevice): void {
  if (!device.plugged || device.captive) world.watch.forgive(device);
  set(device, { plugged: true, captive: false });
}

function wake(world: World, device: SimDevice): void {
  world.watch.forgive(device);
  device.wake();
}

function changeClock(world: World, device: SimDevice, draws: Random): void {
  const [amount] = [draws.pick([1000, 60_000, 3_600_000, 30 * 3_600_000])];
  const before = device.clock.now();
  device.skewMs += draws.chance(0.5) ? amount : -amount;
  device.skewMs = Math.max(-3 * 86_400_000, Math.min(3 * 86_400_000, device.skewMs));
  // A pause that is over stays over, by whichever clock.
  if (device.pausedUntil !== null && device.pausedUntil <= Math.max(before, device.clock.now()))
    device.pausedUntil = null;
  // A wait is written down as a moment: by another clock it has come, or nobody knows how long it has lasted.
  world.watch.forget(device);
}

async function editRows(world: World, draws: Random, count: number): Promise<void> {
  await world.server.edit(await drawEdits(world, draws, count));
}

async function editSlowly(world: World, _: SimDevice, draws: Random): Promise<void> {
  const commit = await world.server.editSlowly(await drawEdits(world, draws, draws.int(1, 4)));
  world.later(draws.int(1000, 600_000), commit);
}

async function drawEdits(world: World, draws: Random, count: number) {
  const rows = (await world.server.rows()).filter(
    ({ entity, deleted, record }) => entity === 'activities' && !deleted && record.id !== undefined,
  );
  if (rows.length === 0) return [];
  const { orgId } = draws.pick(rows);
  const ofOrg = rows.filter((row) => row.orgId === orgId);
  // The newest records are those that people are working on.
  const recent = draws.chance(0.5) ? ofOrg.slice(-8) : ofOrg;
  const picked = new Map(
    Array.from({ length: count }, () => draws.pick(recent)).map((row) => [row.record.id, row]),
  );
  return [...picked.values()].map(({ record }) => ({
    orgId,
    entity: 'activities' as const,
    id: String(record.id),
    changes: draws.chance(0.5)
      ? { note: `there ${world.nextNumber()}` }
      : { durationMin: draws.int(5, 120), travelKm: draws.int(1, 300) / 2 },
  }));
}

async function deleteRow(world: World, _: SimDevice, draws: Random): Promise<void> {
  const [edit] = await drawEdits(world, draws, 1);
  if (edit) await world.server.edit([{ ...edit, changes: {}, deleted: true }]);
}

async function moveRow(world: World, _: SimDevice, draws: Random): Promise<void> {
  const [edit] = await drawEdits(world, draws, 1);
  if (!edit) return;
  const units = (await world.server.rows()).filter(
    ({ entity, orgId, record }) => entity === 'org_units' && orgId === edit.orgId && record.kind === 'local',
  );
  const unitId = String(draws.pick(units).record.id);
  await world.server.edit([{ ...edit, changes: { unitId } }]);
}

async function changeUnits(world: World, device: SimDevice, draws: Random): Promise<void> {
  const { email } = device;
  const own = await world.server.unitsOf(email);
  const all = world.unitsOfOrg(email);
  const dropped = own.length > 1 ? own.slice(1) : own;
  await world.setUnits(email, draws.chance(0.5) ? dropped : [...new Set([...own, draws.pick(all)])]);
}

async function lockYear(world: World, device: SimDevice): Promise<void> {
  const orgId = world.orgOf(device.email);
  const row = (await world.server.rows()).find(
    (each) => each.orgId === orgId && each.entity === 'settings' && each.record.key === 'locked_years',
  );
  if (!row) return;
  const isLocked = (row.record.value as number[]).includes(2026);
  const value = isLocked ? [2024] : [2024, 2026];
  await world.server.edit([{ orgId, entity: 'settings', id: String(row.record.id), changes: { value } }]);
  // A year that stays locked would leave nothing to do.
  if (!isLocked)
    world.later(8 * 60_000, () =>
      world.server.edit([
        { orgId, entity: 'settings', id: String(row.record.id), changes: { value: [2024] } },
      ]),
    );
}

async function retireType(world: World, device: SimDevice, draws: Random): Promise<void> {
  const orgId = world.orgOf(device.email);
  const types = (await world.server.rows()).filter(
    (each) => each.orgId === orgId && each.entity === 'activity_types',
  );
  const row = draws.pick(types);
  const changes = { validTo: row.record.validTo === null ? '2026-11-01' : null };
  await world.server.edit([{ orgId, entity: 'activity_types', id: String(row.record.id), changes }]);
}

async function endSession(world: World, device: SimDevice): Promise<void> {
  const deviceId = world.deviceIdOf(device);
  if (deviceId !== null) await world.server.revokeSessions(deviceId);
}

async function shutOut(world: World, device: SimDevice): Promise<void> {
  const deviceId = world.deviceIdOf(device);
  if (deviceId === null) return;
  await world.server.setDisabled(deviceId, true);
  world.later(10 * 60_000, () => world.server.setDisabled(deviceId, false));
}

function goDown(world: World, _: SimDevice, draws: Random): void {
  world.setOutage(drawOutage(world, draws));
  world.later(draws.int(60_000, 1_800_000), () => world.setOutage(null));
}
