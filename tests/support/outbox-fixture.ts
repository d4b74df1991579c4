import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/main/database/open-database';
import { type Claimed, claim } from '../../src/main/outbox/claim';
import type { Intent } from '../../src/main/outbox/enqueue';
import type { ActivityFields } from '../../src/shared/contracts/activity';
import type { Operation } from '../../src/shared/contracts/mutations';
import type { Json } from '../../src/shared/contracts/primitives';

export const someFields = (changes: Partial<ActivityFields> = {}): ActivityFields => ({
  unitId: '019a0000-0000-7000-8000-000000000001',
  batchId: null,
  occurredOn: '2026-11-20',
  activityTypeId: '019a0000-0000-7000-8000-000000000002',
  mode: 'phone',
  setting: null,
  durationMin: 60,
  participantsCount: 1,
  newParticipants: null,
  municipalityCode: null,
  mentors: [{ peerMentorId: '019a0000-0000-7000-8000-000000000003', role: 'responsible' }],
  contactId: null,
  travelKm: null,
  tollNok: null,
  outlayNok: null,
  note: '',
  ...changes,
});

/** An intent on an activity; a creation holds all fields. */
export function someIntent(operation: Operation, changes: Partial<Intent> = {}): Intent {
  return {
    id: randomUUID(),
    operation,
    entity: 'activities',
    recordId: randomUUID(),
    changes: operation === 'create' ? (someFields() as unknown as Record<string, Json>) : {},
    base: {},
    references: [],
    madeAt: 1000,
    actor: 'kari',
    ...changes,
  };
}

export type Queued = {
  id: string;
  operation: Operation;
  state: string;
  outcome: string | null;
  base: Record<string, Json>;
  changes: Record<string, Json>;
};

/** The outbox of a record in order, settled rows too. */
export function queuedOf(database: Database, recordId: string): Queued[] {
  const rows = database
    .prepare(
      'SELECT id, operation, state, outcome, payload FROM outbox WHERE record_id = ? ORDER BY sequence',
    )
    .all(recordId) as (Queued & { payload: string })[];
  return rows.map(({ payload, ...row }) => {
    const { base, changes } = JSON.parse(payload) as Queued;
    return { ...row, base, changes };
  });
}

export function claimAll(database: Database, now = 1): Claimed[] {
  const ids = database.prepare(`SELECT id FROM outbox WHERE state = 'pending'`).pluck().all() as string[];
  return claim(database, ids, now);
}
