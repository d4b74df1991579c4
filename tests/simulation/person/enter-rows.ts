import type { Cells, DraftSession } from '../../../src/shared/contracts/drafts';
import type { Fields } from '../oracle';
import { makeContact, proposeMentor } from './add-references';
import { type Desk, noteOf } from './desk';
import { saveIntents, type Told } from './save-intents';

export async function registers(at: Desk): Promise<void> {
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

export async function finishesSession(at: Desk): Promise<void> {
  const session = await at.workspace.drafts.open(undefined as never);
  if (session.rows.length > 0 && !at.device.frozen) await finish(at, session.id);
}

export async function takesRowAway({ world, device, workspace, draws }: Desk): Promise<void> {
  const session: DraftSession = await workspace.drafts.open(undefined as never);
  if (session.rows.length === 0) return;
  const { id, updatedAt: _at, ...before } = draws.pick(session.rows);
  world.typed(device).delete(id);
  const number = 1 + (session.past.at(-1)?.number ?? 0);
  const step = { number, rows: [{ id, before, after: null }], header: null, focus: null };
  await workspace.drafts.saveStep({ sessionId: session.id, step, way: 'do' });
}

/** Rows that are gone from the session have become registrations: that is what the person sees. */
async function finish(at: Desk, sessionId: string): Promise<void> {
  const { workspace, device, world } = at;
  if (device.frozen) return;
  const typed = world.typed(device);
  await saveIntents(
    at,
    async () => {
      const result = await workspace.drafts.finish({ sessionId });
      if (result.kind !== 'finished') return null;
      // Nobody was told anything: each row may have become a registration.
      if (device.frozen) return [];
      const left = await workspace.drafts.open(undefined as never);
      return left.rows.map(({ id }) => id);
    },
    (left): Told[] => {
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
