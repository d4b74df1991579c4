import type { Workspace } from '../../../src/main/ipc/calls';
import type { SimDevice } from '../device';
import type { World } from '../world';
import { makesContact, proposesMentor } from './add-references';
import type { Desk } from './desk';
import { registers } from './enter-rows';

export function sendsNow(world: World, device: SimDevice, workspace: Workspace): void {
  world.watch.forgive(device);
  void workspace.sync.now(undefined as never);
}

export function resumes(world: World, device: SimDevice, workspace: Workspace): void {
  device.pausedUntil = null;
  world.watch.forgive(device);
  void workspace.sync.pause({ until: null });
}

export async function pauses({ device, workspace, draws }: Desk): Promise<void> {
  const until = device.clock.now() + draws.pick([60_000, 900_000, 3_600_000]);
  await workspace.sync.pause({ until });
  device.pausedUntil = until;
}

/** She saves what goes in several requests, sees that it takes long, and pauses before it is through. */
export async function savesAndPauses(desk: Desk): Promise<void> {
  const { world, device, draws } = desk;
  const boot = device.boot();
  await makesContact(desk);
  await proposesMentor(desk);
  await registers(desk);
  sendsNow(world, device, desk.workspace);
  world.later(draws.int(50, 2000), async () => {
    const isThere = !device.asleep && !device.frozen && device.boot() === boot && device.work() !== null;
    if (!isThere) return;
    world.note(device.name, 'pauses meanwhile');
    await pauses(desk);
  });
}

export async function goesOn({ world, device, workspace }: Desk): Promise<void> {
  if (device.pausedUntil !== null) resumes(world, device, workspace);
}

/** Mostly when the status says that nothing waits; otherwise she sends first. */
export async function signsOut({ world, device, workspace, draws }: Desk): Promise<void> {
  // It waits for a sign-in on its way; what she does meanwhile is not told apart here.
  if (device.changesSession && device.life().session.person() !== null) return;
  const waits = (device.work()?.engine.status().waiting ?? 0) > 0;
  if (waits && draws.chance(0.7)) return sendsNow(world, device, workspace);
  const unsent = world.unsentOf(device);
  const parked = world.parked(device);
  device.changesSession = true;
  void device
    .life()
    .session.signOut()
    .finally(() => {
      device.changesSession = false;
    });
  if (device.life().session.person() !== null) return;
  const report = (what: string) => world.report({ kind: 'lost', device: device.name, what });
  for (const { recordId } of unsent) report(`signed out over unsent ${recordId}`);
  for (const id of parked) report(`signed out over ${id}, which needs her`);
  world.left(device);
}
