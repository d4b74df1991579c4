import { someContact } from '../../support/some-contact';
import { type Desk, noteOf } from './desk';
import { saveIntents, type Told } from './save-intents';

export async function makesContact(at: Desk): Promise<void> {
  await makeContact(at);
}

export async function makeContact(at: Desk): Promise<string | null> {
  const { units } = await at.workspace.reference.read(undefined as never);
  const unitId = unitOf(at, units);
  const fields = someContact(unitId, noteOf(at));
  const { id } = await saveIntents(
    at,
    () => at.workspace.contacts.create({ fields }),
    ({ id, result }): Told[] =>
      id === null || result.kind !== 'saved'
        ? []
        : [{ entity: 'contacts', recordId: id, operation: 'create', changes: fields }],
  );
  return id;
}

export async function proposesMentor(at: Desk): Promise<void> {
  await proposeMentor(at);
}

export async function proposeMentor(at: Desk): Promise<string | null> {
  const { units } = await at.workspace.reference.read(undefined as never);
  const fields = { homeUnitId: unitOf(at, units), displayName: noteOf(at), shortCode: 'NY' };
  const { id } = await saveIntents(
    at,
    () => at.workspace.peerMentors.propose({ fields }),
    ({ id, result }): Told[] =>
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
