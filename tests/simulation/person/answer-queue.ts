import type { Intent } from '../oracle';
import type { Desk } from './desk';
import { saveIntents, type Told } from './save-intents';

export async function answersRefusal(at: Desk): Promise<void> {
  const { workspace, world, device, draws } = at;
  const { lines } = await workspace.sync.queue({ only: 'needs_person', limit: 50 });
  if (lines.length === 0) return;
  const { mutationId, recordId } = draws.pick(lines);
  const how = draws.weighted([
    ['retry', 3],
    ['discard', 2],
    ['fix', 2],
  ] as const);
  device.made.clear();
  const { kind } = await workspace.sync[how]({ mutationId });
  if (kind !== 'saved') return;
  world.oracle.touch();
  for (const intent of world.oracle.intentsIn(device.name, { id: mutationId, recordId })) {
    if (how === 'retry') intent.ids = new Set([...intent.ids, ...device.made]);
    else intent.closed = how === 'discard' ? 'discarded' : 'reopened';
  }
  if (how === 'fix' && !device.frozen) await world.lookAtDrafts(device);
}

export async function answersConflict(at: Desk): Promise<void> {
  const { workspace, draws } = at;
  const lines = await workspace.sync.conflicts(undefined as never);
  if (lines.length === 0) return;
  const { id, entity, recordId, deletedThere, fields } = draws.pick(lines);
  if (draws.chance(0.4)) {
    await workspace.sync.resolve({ answers: [{ id, choice: { kind: 'theirs' } }] });
    return;
  }
  await saveIntents(
    at,
    () => workspace.sync.resolve({ answers: [{ id, choice: { kind: 'mine' } }] }),
    (result): Told[] => {
      if (result.kind !== 'saved' || !isWritable(entity)) return [];
      if (deletedThere) return [{ entity, recordId: null, operation: 'create', changes: {} }];
      // Of a record that she deleted there is nothing of hers to show.
      const isDelete = fields.every(({ mine }) => mine === null);
      // What stands already as she wrote it is not written again.
      const differing = fields.filter(({ mine, theirs }) => JSON.stringify(mine) !== JSON.stringify(theirs));
      if (differing.length === 0) return [];
      const changes = isDelete ? {} : Object.fromEntries(differing.map(({ field, mine }) => [field, mine]));
      return [{ entity, recordId, operation: isDelete ? 'delete' : 'update', changes }];
    },
  );
}

function isWritable(entity: string): entity is Intent['entity'] {
  return entity === 'activities' || entity === 'contacts' || entity === 'peer_mentors';
}
