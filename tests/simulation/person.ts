import type { Random } from '../../server/seed/random';
import type { Workspace } from '../../src/main/ipc/calls';
import type { Activity } from '../../src/shared/contracts/activity';
import type { Cells, DraftSession } from '../../src/shared/contracts/drafts';
import type { SaveResult } from '../../src/shared/contracts/ipc';
import type { SimDevice } from './device';
import { findInQueue } from './find-in-queue';
import type { Fields, Intent } from './oracle';
import type { World } from './world';

export type PersonAct = (at: Desk) => Promise<void>;
/** Who does something: her computer, what she can do on it, and chance. */
export type Desk = { world: World; device: SimDevice; workspace: Workspace; draws: Random };

/** What a person does at her computer, and how often. */
export const personActs: readonly (readonly [name: string, weight: number, act: PersonAct])[] = [
  ['registers', 14, registers],
  ['edits', 14, edits],
  ['edits twice', 4, editsTwice],
  ['deletes', 3, deletes],
  ['makes a contact', 3, makesContact],
  ['proposes a mentor', 2, proposesMentor],
  ['answers a refusal', 6, answersRefusal],
  ['answers a conflict', 6, answersConflict],
  ['finishes what was left', 3, finishesSession],
  ['takes a row away', 1, takesRowAway],
  ['sends now', 6, async ({ world, device, workspace }) => sendsNow(world, device, workspace)],
  ['pauses', 2, pauses],
  ['goes on', 2, goesOn],
  ['signs out', 0.5, signsOut],
];

export function sendsNow(world: World, device: SimDevice, workspace: Workspace): void {
  world.watch.forgive(device);
  void workspace.sync.now(undefined as never);
}

export function resumes(world: World, device: SimDevice, workspace: Workspace): void {
  device.pausedUntil = null;
  world.watch.forgive(device);
  void workspace.sync.pause({ until: null });
}

type Draft = Omit<Intent, 'order' | 'closed' | 'ids' | 'device'>;

/** Does something that saves, and writes down what the person was told. A crash in the middle leaves her unsure. */
async function saves<T>(
  { world, device }: Pick<Desk, 'world' | 'device'>,
  work: () => T | Promise<T>,
  told: (result: T) => Draft[],
): Promise<T> {
  device.made.clear();
  const result = await work();
  const ids = new Set(device.made);
  for (const draft of told(result)) {
    const intent = world.oracle.remember({ ...draft, ids, device: device.name });
    if (device.frozen) world.unsure(device, intent);
    else findInQueue(device, world.oracle, intent);
  }
  return result;
}

async function registers(at: Desk): Promise<void> {
  const { workspace, draws, device } = at;
  const reference = await workspace.reference.read(undefined as never);
  const contacts = reference.contacts.map(({ id }) => id);
  if (draws.chance(0.2)) {
    const made = await makeContact(at);
    if (made) contacts.unshift(made);
  }
  const mentors = reference.mentors.map(({ id }) => id);
  if (draws.chance(0.1)) {
    const made = await proposeMentor(at);
    if (made) mentors.unshift(made);
  }
  if (mentors.length === 0 || reference.types.length === 0 || device.frozen) return;
  const session = await workspace.drafts.open(undefined as never);
  const count = draws.weighted([
    [1, 5],
    [2, 2],
    [5, 2],
    [draws.int(6, 25), 1],
  ]);
  const rowIds = await workspace.drafts.newId({ count });
  const last = session.rows.at(-1)?.position ?? 0;
  for (const [index, rowId] of rowIds.entries()) {
    const cells: Cells = {
      mentor: draws.chance(0.3) ? (mentors[0] ?? '') : draws.pick(mentors),
      date: draws.chance(0.05) ? `${Number(reference.today.slice(0, 4)) - 1}-06-02` : reference.today,
      type: draws.pick(reference.types).id,
      participants: String(draws.int(1, 9)),
      duration: String(draws.int(10, 90)),
      note: noteOf(at),
      ...(contacts.length > 0 && draws.chance(0.4) ? { contact: contacts[0] ?? '' } : {}),
    };
    const row = { sessionId: session.id, rowId, position: last + index + 1, origin: 'free' as const, cells };
    const { kind } = await workspace.drafts.saveRow({ ...row, focus: null });
    if (device.frozen) return;
    if (kind === 'saved') at.world.typed(device).set(rowId, cells);
  }
  if (draws.chance(0.85)) await finish(at, session.id);
}

/** Rows that are gone from the session have become registrations: that is what the person sees. */
async function finish(at: Desk, sessionId: string): Promise<void> {
  const { workspace, device, world } = at;
  if (device.frozen) return;
  const typed = world.typed(device);
  await saves(
    at,
    async () => {
      const result = await workspace.drafts.finish({ sessionId });
      if (result.kind !== 'finished') return null;
      // Nobody was told anything: each row may have become a registration.
      if (device.frozen) return [];
      const left = await workspace.drafts.open(undefined as never);
      return left.rows.map(({ id }) => id);
    },
    (left): Draft[] => {
      if (left === null) return [];
      const gone = [...typed].filter(([rowId]) => !left.includes(rowId));
      for (const [rowId] of gone) typed.delete(rowId);
      return gone.map(([rowId, cells]) => ({
        entity: 'activities',
        recordId: rowId,
        operation: 'create',
        changes: fieldsOf(cells),
      }));
    },
  );
}

function fieldsOf(cells: Cells): Fields {
  return {
    occurredOn: cells.date ?? '',
    activityTypeId: cells.type ?? '',
    participantsCount: Number(cells.participants),
    durationMin: Number(cells.duration),
    contactId: cells.contact ?? null,
    note: cells.note ?? '',
  };
}

async function finishesSession(at: Desk): Promise<void> {
  const session = await at.workspace.drafts.open(undefined as never);
  if (session.rows.length > 0 && !at.device.frozen) await finish(at, session.id);
}

async function takesRowAway({ world, device, workspace, draws }: Desk): Promise<void> {
  const session: DraftSession = await workspace.drafts.open(undefined as never);
  if (session.rows.length === 0) return;
  const { id: rowId } = draws.pick(session.rows);
  world.typed(device).delete(rowId);
  await workspace.drafts.removeRow({ sessionId: session.id, rowId });
}

async function edits(at: Desk): Promise<void> {
  const activity = await pickActivity(at);
  if (activity) await edit(at, activity);
}

async function editsTwice(at: Desk): Promise<void> {
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
  await saves(
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

async function deletes(at: Desk): Promise<void> {
  const activity = await pickActivity(at);
  if (activity) await remove(at, activity.id);
}

async function remove(at: Desk, id: string): Promise<void> {
  await saves(
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
): Draft[] {
  return result.kind === 'saved' ? [{ entity: 'activities', recordId, operation, changes }] : [];
}

/** The same few records again and again, so that people get in each other's way. */
async function pickActivity({ workspace, draws }: Desk): Promise<Activity | null> {
  const { lines } = await workspace.activities.list({ offset: 0, limit: draws.chance(0.7) ? 4 : 60 });
  if (lines.length === 0) return null;
  return (await workspace.activities.get({ id: draws.pick(lines).id })).activity;
}

async function makesContact(at: Desk): Promise<void> {
  await makeContact(at);
}

async function makeContact(at: Desk): Promise<string | null> {
  const { units } = await at.workspace.reference.read(undefined as never);
  const unitId = unitOf(at, units);
  const fields = {
    unitId,
    pseudonym: noteOf(at),
    relation: 'self' as const,
    ageBand: 'unknown' as const,
    consentState: 'none' as const,
    consentOn: null,
    expiresOn: null,
  };
  const { id } = await saves(
    at,
    () => at.workspace.contacts.create({ fields }),
    ({ id, result }): Draft[] =>
      id === null || result.kind !== 'saved'
        ? []
        : [{ entity: 'contacts', recordId: id, operation: 'create', changes: fields }],
  );
  return id;
}

async function proposesMentor(at: Desk): Promise<void> {
  await proposeMentor(at);
}

async function proposeMentor(at: Desk): Promise<string | null> {
  const { units } = await at.workspace.reference.read(undefined as never);
  const fields = { homeUnitId: unitOf(at, units), displayName: noteOf(at), shortCode: 'NY' };
  const { id } = await saves(
    at,
    () => at.workspace.peerMentors.propose({ fields }),
    ({ id, result }): Draft[] =>
      id === null || result.kind !== 'saved'
        ? []
        : [{ entity: 'peer_mentors', recordId: id, operation: 'create', changes: fields }],
  );
  return id;
}

/** Mostly a unit of hers; now and then one that the server will not let her write to. */
function unitOf({ device, draws }: Desk, units: { id: string }[]): string {
  const own = device.life().session.person()?.unitIds ?? [];
  const foreign = units.map(({ id }) => id);
  const from = own.length > 0 && !draws.chance(0.1) ? own : foreign;
  return from.length > 0 ? draws.pick(from) : '00000000-0000-4000-8000-000000000000';
}

function noteOf({ world, draws }: Desk): string {
  const number = world.nextNumber();
  return world.poisonous && draws.chance(0.05) ? `poison ${number}` : `text ${number}`;
}

async function answersRefusal(at: Desk): Promise<void> {
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
  for (const intent of world.oracle.intentsIn(device.name, { id: mutationId, recordId })) {
    if (how === 'retry') intent.ids = new Set([...intent.ids, ...device.made]);
    else intent.closed = how === 'discard' ? 'discarded' : 'reopened';
  }
  if (how === 'fix' && !device.frozen) await world.lookAtDrafts(device);
}

async function answersConflict(at: Desk): Promise<void> {
  const { workspace, draws } = at;
  const lines = await workspace.sync.conflicts(undefined as never);
  if (lines.length === 0) return;
  const { id, entity, recordId, deletedThere, fields } = draws.pick(lines);
  if (draws.chance(0.4)) {
    await workspace.sync.acceptConflict({ id });
    return;
  }
  await saves(
    at,
    () => workspace.sync.applyAgain({ id }),
    (result): Draft[] => {
      if (result.kind !== 'saved' || !isWritable(entity)) return [];
      if (deletedThere) return [{ entity, recordId: null, operation: 'create', changes: {} }];
      // Of a record that she deleted there is nothing of hers to show.
      const isDelete = fields.every(({ mine }) => mine === null);
      const changes = isDelete ? {} : Object.fromEntries(fields.map(({ field, mine }) => [field, mine]));
      return [{ entity, recordId, operation: isDelete ? 'delete' : 'update', changes }];
    },
  );
}

function isWritable(entity: string): entity is Intent['entity'] {
  return entity === 'activities' || entity === 'contacts' || entity === 'peer_mentors';
}

async function pauses({ device, workspace, draws }: Desk): Promise<void> {
  const until = device.clock.now() + draws.pick([60_000, 900_000, 3_600_000]);
  await workspace.sync.pause({ until });
  device.pausedUntil = until;
}

async function goesOn({ world, device, workspace }: Desk): Promise<void> {
  if (device.pausedUntil !== null) resumes(world, device, workspace);
}

async function signsOut({ world, device }: Desk): Promise<void> {
  const unsent = world.unsentOf(device);
  void device.life().session.signOut();
  if (device.life().session.person() !== null) return;
  for (const { recordId } of unsent)
    world.report({ kind: 'lost', device: device.name, what: `signed out over unsent ${recordId}` });
  world.left(device);
}
