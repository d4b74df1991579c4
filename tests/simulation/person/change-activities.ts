import type { Activity } from '../../../src/shared/contracts/activity';
import type { SaveResult } from '../../../src/shared/contracts/ipc';
import type { Fields, Intent } from '../oracle';
import { type Desk, noteOf } from './desk';
import { saveIntents, type Told } from './save-intents';

export async function edits(at: Desk): Promise<void> {
  const activity = await pickActivity(at);
  if (activity) await edit(at, activity);
}

export async function editsTwice(at: Desk): Promise<void> {
  const activity = await pickActivity(at);
  if (!activity) return;
  await edit(at, activity);
  if (at.device.frozen) return;
  const { activity: changed } = await at.workspace.activities.get({ id: activity.id });
  if (!changed) return;
  if (at.draws.chance(0.3)) await remove(at, changed.id);
  else await edit(at, changed);
}

async function edit(at: Desk, activity: Activity): Promise<void> {
  const { workspace, draws } = at;
  const reference = await workspace.reference.read(undefined as never);
  const changes: Partial<Activity> = draws.pick([
    () => ({ note: noteOf(at) }),
    () => ({ durationMin: other(activity.durationMin, draws.int(5, 120)) }),
    () => ({ participantsCount: other(activity.participantsCount, draws.int(1, 40)), note: noteOf(at) }),
    () => ({ travelKm: other(activity.travelKm ?? 0, draws.int(1, 300) / 2) }),
    () => ({ setting: activity.setting === 'home' ? ('base' as const) : ('home' as const) }),
    () => ({ occurredOn: draws.chance(0.1) ? '2031-01-01' : otherDay(activity.occurredOn) }),
    () => mentorsOf(activity, draws.pick(reference.mentors)?.id),
  ])();
  if (Object.keys(changes).length === 0) return;
  await saveIntents(
    at,
    () => workspace.activities.update({ id: activity.id, changes }),
    (result) => whenSaved(result, activity.id, 'update', changes as Fields),
  );
}

function other(value: number, drawn: number): number {
  return drawn === value ? drawn + 1 : drawn;
}

function otherDay(date: string): string {
  const day = Number(date.slice(8));
  return `${date.slice(0, 8)}${String(day > 10 ? day - 1 : day + 1).padStart(2, '0')}`;
}

function mentorsOf(activity: Activity, peerMentorId: string | undefined): Partial<Activity> {
  const isSame = activity.mentors.length === 1 && activity.mentors[0]?.peerMentorId === peerMentorId;
  return !peerMentorId || isSame ? {} : { mentors: [{ peerMentorId, role: 'responsible' }] };
}

export async function deletes(at: Desk): Promise<void> {
  const activity = await pickActivity(at);
  if (activity) await remove(at, activity.id);
}

async function remove(at: Desk, id: string): Promise<void> {
  await saveIntents(
    at,
    () => at.workspace.activities.remove({ id }),
    (result) => whenSaved(result, id, 'delete', {}),
  );
}

function whenSaved(
  result: SaveResult,
  recordId: string,
  operation: Intent['operation'],
  changes: Fields,
): Told[] {
  return result.kind === 'saved' ? [{ entity: 'activities', recordId, operation, changes }] : [];
}

/** The same few records again and again, so that people get in each other's way. */
async function pickActivity({ workspace, draws }: Desk): Promise<Activity | null> {
  const { lines } = await workspace.activities.list({ offset: 0, limit: draws.chance(0.7) ? 4 : 60 });
  if (lines.length === 0) return null;
  return (await workspace.activities.get({ id: draws.pick(lines).id })).activity;
}
