import type { MirrorRecord } from '../../../src/main/database/records';
import type { Intent } from '../../../src/main/outbox/enqueue';
import type { Activity, ActivityFields } from '../../../src/shared/contracts/activity';
import type { Json } from '../../../src/shared/contracts/primitives';
import { judgeCountable } from '../../../src/shared/rules/judge-countable';

const kinds = { unit: 1, type: 2, mentor: 3, activity: 4, mutation: 5 } as const;

/** Ids that both sides can make, growing like those of version 7. */
export function idOf(kind: keyof typeof kinds, index: number): string {
  return `019a${kinds[kind]}000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
}

export function activityFields(index: number): ActivityFields {
  return {
    unitId: idOf('unit', 0),
    batchId: null,
    occurredOn: `2026-${String(1 + (index % 11)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`,
    activityTypeId: idOf('type', index % 40),
    mode: 'phone',
    setting: null,
    durationMin: 30 + (index % 8) * 15,
    participantsCount: 1 + (index % 5),
    newParticipants: null,
    municipalityCode: null,
    mentors: [{ peerMentorId: idOf('mentor', index % 200), role: 'responsible' }],
    contactId: null,
    travelKm: index % 3 === 0 ? 12.5 : null,
    tollNok: null,
    outlayNok: null,
    note: `Samtale om hverdagen, nummer ${index}`,
  };
}

/** The record as a server without rules for grants answers it. */
export function storedActivity(index: number, revision: number): Activity {
  const fields = activityFields(index);
  const { reasons, ...judged } = judgeCountable(fields, 'other', []);
  return { ...fields, ...judged, id: idOf('activity', index), revision, countableReasons: reasons };
}

export function creation(index: number): Intent {
  const fields = activityFields(index);
  return {
    id: idOf('mutation', index),
    operation: 'create',
    entity: 'activities',
    recordId: idOf('activity', index),
    changes: fields as unknown as Record<string, Json>,
    base: {},
    references: [
      { entity: 'peer_mentors', id: idOf('mentor', index % 200) },
      { entity: 'activity_types', id: idOf('type', index % 40) },
    ],
    madeAt: 1_790_000_000_000 + index,
    actor: 'bench',
  };
}

/** An edit of the note of a record that the server has. */
export function edit(index: number): Intent {
  const { id: recordId, note } = storedActivity(index, 1);
  return {
    ...creation(index),
    operation: 'update',
    recordId,
    changes: { note: `${note}, rettet` },
    base: { note },
    references: [],
  };
}

export function mirrored(index: number): MirrorRecord {
  return storedActivity(index, 1) as unknown as MirrorRecord;
}

export function indexOf(id: string): number {
  return Number.parseInt(id.slice(-12), 16);
}

/** The records that registrations refer to. */
export const reference = {
  unit: { id: idOf('unit', 0), name: 'Lag Oslo' },
  types: Array.from({ length: 40 }, (_, index) => ({ id: idOf('type', index), name: `Samtale ${index}` })),
  mentors: Array.from({ length: 200 }, (_, index) => ({
    id: idOf('mentor', index),
    name: `Kari Nordmann ${index}`,
    code: `KN${index}`,
  })),
};
