import type { SessionHeader } from '../../../src/shared/contracts/drafts';
import type { PeerMentor } from '../../../src/shared/contracts/peer-mentor';
import type { ActivityType } from '../../../src/shared/contracts/reference';
import type { RowReference } from '../../../src/shared/rules/read-row';

/** A fixed id for a test: the same number always makes the same one. */
export function idOf(number: number): string {
  return `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export const unitId = idOf(1);
export const today = '2026-11-21';

export function mentorOf(number: number, over: Partial<PeerMentor> = {}): PeerMentor {
  return {
    id: idOf(100 + number),
    revision: 1,
    homeUnitId: unitId,
    displayName: `Mentor ${number}`,
    shortCode: `ME${number}`,
    approval: 'approved',
    approvedFrom: '2020-01-01',
    approvedTo: null,
    active: true,
    ...over,
  };
}

export function typeOf(number: number, over: Partial<ActivityType> = {}): ActivityType {
  return {
    id: idOf(200 + number),
    revision: 1,
    label: { nb: `Type ${number}`, nn: `Type ${number}`, en: `Type ${number}` },
    code: null,
    grantCategory: 'outreach',
    defaultMode: 'in_person',
    defaultDurationMin: null,
    allowsZeroParticipants: false,
    sort: number,
    validFrom: '2020-01-01',
    validTo: null,
    ...over,
  };
}

export const mentor = mentorOf(1);
export const visit = typeOf(1);
export const phoneTalk = typeOf(2, { grantCategory: 'other', defaultMode: 'phone', defaultDurationMin: 30 });
export const round = typeOf(3, { allowsZeroParticipants: true });

export const reference: RowReference = {
  units: [
    {
      id: unitId,
      revision: 1,
      parentId: null,
      kind: 'local',
      name: 'Unit',
      municipalityCode: null,
      active: true,
    },
  ],
  types: [visit, phoneTalk, round],
  mentors: [mentor],
  contacts: [
    {
      id: idOf(301),
      revision: 1,
      unitId,
      pseudonym: 'Person 3',
      relation: 'self',
      ageBand: 'unknown',
      consentState: 'none',
      consentOn: null,
      expiresOn: null,
    },
  ],
};

export const header: SessionHeader = { unitId, values: {}, pinned: [] };
export const goodCells = {
  mentor: mentor.id,
  date: '12',
  type: visit.id,
  duration: '1t30',
  participants: '2',
};
