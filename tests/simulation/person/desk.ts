import type { Random } from '../../../server/seed/random';
import type { Workspace } from '../../../src/main/ipc/calls';
import type { SimDevice } from '../device';
import type { World } from '../world';

/** Who does something: her computer, what she can do on it, and chance. */
export type Desk = { world: World; device: SimDevice; workspace: Workspace; draws: Random };

export function noteOf({ world, draws }: Desk): string {
  const number = world.nextNumber();
  return world.poisonous && draws.chance(0.05) ? `poison ${number}` : `text ${number}`;
}
