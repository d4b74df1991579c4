import type { TFunction } from 'i18next';
import type { DraftSession } from '../../../shared/contracts/drafts';
import type { PeerMentor, PeerMentorFields } from '../../../shared/contracts/peer-mentor';
import { covers } from '../../../shared/rules/covers';
import type { Reference } from '../../stores/reference-store';
import { makeIdStock } from '../batch/id-stock';
import type { SessionApi } from '../batch/session-api';
import type { Opened } from '../batch/use-session';

/** Invented people; the last one is left for the mistake that she is to find. */
const people = ['a', 'b', 'c', 'd'] as const;

export type PracticeSession = { opened: Opened; reference: Reference };

/**
 * An entry session like any other, on invented people and the organisation's own types, that is held by this window
 * alone: what it is asked to save it says it has, and nothing of it reaches the database or the outbox. `onProposed`: she
 * has invented somebody more, whom the reference has to have from now on.
 */
export async function makePracticeSession(
  known: Reference,
  t: TFunction<'practice'>,
  onProposed: (mentor: PeerMentor) => void,
): Promise<PracticeSession> {
  const unitId = crypto.randomUUID();
  const mentors = people.map((person) =>
    invented({
      homeUnitId: unitId,
      displayName: t(`mentors.${person}`),
      shortCode: person.toUpperCase(),
      approval: 'approved',
    }),
  );
  const unit = {
    id: unitId,
    revision: 1,
    parentId: null,
    kind: 'local' as const,
    name: t('unit'),
    municipalityCode: null,
    active: true,
  };
  const types = known.types.filter(({ validFrom, validTo }) => covers(validFrom, validTo, known.today));
  const type = types.find(({ grantCategory }) => grantCategory === 'group') ?? types[0];
  const values = { date: known.today, participants: '4', ...(type ? { type: type.id } : {}) };
  const session: DraftSession = {
    id: crypto.randomUUID(),
    header: { unitId, values, pinned: [] },
    rows: [],
    focus: null,
    past: [],
    future: [],
    openedAt: 0,
    updatedAt: 0,
    recovered: false,
  };
  const ids = makeIdStock(({ count }) =>
    Promise.resolve(Array.from({ length: count }, () => crypto.randomUUID())),
  );
  const reference = { ...known, units: [unit], mentors, types, contacts: [], lockedYears: [] };
  return { opened: { session, ids, spareId: await ids.take(), api: apiOf(session, onProposed) }, reference };
}

function invented(fields: PeerMentorFields & Pick<PeerMentor, 'approval'>): PeerMentor {
  const standing = { revision: 1, approvedFrom: null, approvedTo: null, active: true };
  return { id: crypto.randomUUID(), ...standing, ...fields };
}

function apiOf(session: DraftSession, onProposed: (mentor: PeerMentor) => void): SessionApi {
  const saved = () => Promise.resolve({ kind: 'saved' as const });
  return {
    drafts: {
      open: () => Promise.resolve(session),
      saveHeader: saved,
      saveRow: saved,
      saveStep: saved,
      standing: () => Promise.resolve([]),
    },
    peerMentors: {
      propose: ({ fields }) => {
        const mentor = invented({ ...fields, approval: 'proposed' });
        onProposed(mentor);
        return Promise.resolve({ id: mentor.id, result: { kind: 'saved' as const } });
      },
    },
    computer: { copy: () => Promise.resolve({}) },
  };
}
