import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ActivityQuestion } from '../../shared/contracts/activity-list';
import type { Cells, DraftStep, RowProblem, SessionHeader } from '../../shared/contracts/drafts';
import type { EntityName, WritableEntity } from '../../shared/contracts/entities';
import type { FailureKind, Notice, Trigger } from '../../shared/contracts/ipc';
import type { Operation, Outcome, Problem, Reference } from '../../shared/contracts/mutations';
import type { Json } from '../../shared/contracts/primitives';
import type { SignInEnd } from '../../shared/contracts/sign-in';
import type { Person } from '../../shared/contracts/sync-api';

// The tables as resources/migrations makes them; a test compares the two.

export * from './mirror-schema';

export const outboxStates = ['pending', 'in_flight', 'settled', 'conflicted', 'parked'] as const;
export type OutboxState = (typeof outboxStates)[number];

/** What a mutation carries: changed fields, the values the person saw, and the records it needs. */
export type Payload = { base: Record<string, Json>; changes: Record<string, Json>; references: Reference[] };

export const outbox = sqliteTable('outbox', {
  sequence: integer().primaryKey({ autoIncrement: true }),
  id: text().notNull().unique(),
  operation: text().$type<Operation>().notNull(),
  entity: text().$type<WritableEntity>().notNull(),
  recordId: text('record_id').notNull(),
  endpoint: text().notNull(),
  payload: text({ mode: 'json' }).$type<Payload>().notNull(),
  baseRevision: integer('base_revision'),
  schemaVersion: integer('schema_version').notNull(),
  /** What opens or closes a mutation writes `outcome` or `settledAt` too: the copy of the queue looks there. */
  state: text().$type<OutboxState>().notNull(),
  /** The server's word, or what the person decided: over a parked mutation, or over a record never sent (withdrawn). */
  outcome: text().$type<Outcome | 'discarded' | 'reopened' | 'withdrawn'>(),
  attempts: integer().notNull().default(0),
  firstFailedAt: integer('first_failed_at'),
  retryAt: integer('retry_at'),
  problem: text({ mode: 'json' }).$type<Problem>(),
  madeAt: integer('made_at').notNull(),
  actor: text().notNull(),
  settledAt: integer('settled_at'),
  /** When it was first taken for sending (epoch ms). From then on it is never changed: the server may know it. */
  claimedAt: integer('claimed_at'),
});
export type OutboxRow = typeof outbox.$inferSelect;

/** One row, kept by triggers on the outbox. */
export const outboxCounts = sqliteTable('outbox_counts', {
  only: integer().primaryKey(),
  /** Pending or in flight. */
  waiting: integer().notNull(),
  parked: integer().notNull(),
});

export const shadows = sqliteTable(
  'shadows',
  {
    entity: text().$type<WritableEntity>().notNull(),
    recordId: text('record_id').notNull(),
    revision: integer().notNull(),
    /** The server's record; null when it is deleted there. */
    row: text({ mode: 'json' }).$type<Record<string, Json>>(),
    /** The number of the listing that had the record last, as the mirror's rows have it. */
    snapshot: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.entity, table.recordId] })],
);

/** A page that was stopped, bound to the place it followed. */
export type HeldDeletes = {
  id: string;
  cursor: string | null;
  epoch: string | null;
  snapshot: number;
  deletes: { entity: EntityName; gone: number; of: number }[];
  answer: 'asked' | 'accepted' | 'kept';
};

export type Drift = {
  entities: EntityName[];
  /** Whether everything is being fetched again, or that has not helped. */
  state: 'repairing' | 'remains';
};

export const conflicts = sqliteTable('conflicts', {
  id: text().primaryKey(),
  mutationId: text('mutation_id').notNull(),
  entity: text().$type<WritableEntity>().notNull(),
  recordId: text('record_id').notNull(),
  /** What the person calls the record; kept, because the record may be gone. */
  title: text().notNull(),
  fieldGroup: text('field_group').notNull(),
  base: text({ mode: 'json' }).$type<Record<string, Json>>().notNull(),
  mine: text({ mode: 'json' }).$type<Record<string, Json>>().notNull(),
  /** Null when the record was deleted there. */
  theirs: text({ mode: 'json' }).$type<Record<string, Json>>(),
  /** The whole record as its author saw it, when it was deleted there: what it can be made anew from. */
  gone: text({ mode: 'json' }).$type<Record<string, Json>>(),
  madeBy: text('made_by'),
  at: integer().notNull(),
  state: text().$type<'open' | 'accepted' | 'applied_again'>().notNull(),
});

export const auditLog = sqliteTable('audit_log', {
  number: integer().primaryKey({ autoIncrement: true }),
  at: integer().notNull(),
  actor: text().notNull(),
  action: text().notNull(),
  entity: text().$type<EntityName>().notNull(),
  recordId: text('record_id').notNull(),
  /** Names of the fields touched, never their values. */
  fields: text({ mode: 'json' }).$type<string[]>().notNull(),
  /** SHA-256 (hex) of the line before; null in lines older than the chain. */
  previousHash: text('previous_hash'),
  /** SHA-256 (hex) over this line and the hash before it. */
  hash: text(),
});

export const auditChain = sqliteTable('audit_chain', {
  only: integer().primaryKey(),
  id: text().notNull(),
});

/** A record as it stood before and after a step; null where there was none. For an update only the fields changed. */
export type UndoRecord = {
  recordId: string;
  before: Record<string, Json> | null;
  after: Record<string, Json> | null;
};

export const undoSteps = sqliteTable('undo_steps', {
  id: text().primaryKey(),
  at: integer().notNull(),
  actor: text().notNull(),
  entity: text().$type<WritableEntity>().notNull(),
  operation: text().$type<Operation>().notNull(),
  records: text({ mode: 'json' }).$type<UndoRecord[]>().notNull(),
  /** `wanted`: to be undone as soon as the server has said what became of it. */
  state: text().$type<'open' | 'wanted' | 'done'>().notNull(),
  /** The conflicts that the step answered, which are open again once it is undone. */
  answers: text({ mode: 'json' }).$type<string[]>(),
});

export const syncState = sqliteTable('sync_state', {
  only: integer().primaryKey(),
  deviceId: text('device_id').notNull(),
  cursor: text(),
  epoch: text(),
  snapshot: integer().notNull().default(1),
  initialised: integer({ mode: 'boolean' }).notNull().default(false),
  downloadDone: integer('download_done'),
  downloadTotal: integer('download_total'),
  lastSyncedAt: integer('last_synced_at'),
  pausedUntil: integer('paused_until'),
  runFailures: integer('run_failures').notNull().default(0),
  /** Our own backoff; reset by Sync now and by connectivity restored. */
  retryAt: integer('retry_at'),
  /** The server's Retry-After; nothing resets it but time. */
  notBefore: integer('not_before'),
  serverFailing: integer('server_failing', { mode: 'boolean' }).notNull().default(false),
  updateNeeded: integer('update_needed', { mode: 'boolean' }).notNull().default(false),
  authNeeded: integer('auth_needed', { mode: 'boolean' }).notNull().default(false),
  /** Which process start runs just now, and until when it may (epoch ms). */
  leaseOwner: text('lease_owner'),
  leaseExpiresAt: integer('lease_expires_at'),
  /** A page that waits for the person's word, because it would delete very much. */
  heldDeletes: text('held_deletes', { mode: 'json' }).$type<HeldDeletes>(),
  /** Rows that the resync under way lists are written whatever their revision: the server's history is another, or the mirror was wrong. */
  rewriting: integer({ mode: 'boolean' }).notNull().default(false),
  /** When the mirror was last compared with the server (epoch ms). */
  checkedAt: integer('checked_at'),
  /** Set while a repair is under way or has not helped: what differed. */
  drift: text({ mode: 'json' }).$type<Drift>(),
  /** Runs in a row that the watchdog ended. */
  stalls: integer().notNull().default(0),
});

export const session = sqliteTable('session', {
  only: integer().primaryKey(),
  person: text({ mode: 'json' }).$type<Person>().notNull(),
  refreshToken: text('refresh_token'),
  /** What the server said last of the organisation's flags, as it said it. */
  features: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull().default({}),
  /** Why the server ended the sign-in; null while it stands, or when nobody knows. */
  ended: text().$type<SignInEnd>(),
});

export const syncRuns = sqliteTable('sync_runs', {
  id: text().primaryKey(),
  cause: text().$type<Trigger>().notNull(),
  startedAt: integer('started_at').notNull(),
  durationMs: integer('duration_ms').notNull(),
  pushed: integer().notNull(),
  pulled: integer().notNull(),
  conflicts: integer().notNull(),
  parked: integer().notNull(),
  failure: text().$type<FailureKind>(),
  bytes: integer().notNull(),
});

export const notices = sqliteTable('notices', {
  id: text().primaryKey(),
  at: integer().notNull(),
  kind: text().$type<Notice['kind']>().notNull(),
  count: integer().notNull(),
  dismissed: integer({ mode: 'boolean' }).notNull().default(false),
});

export const draftSessions = sqliteTable('draft_sessions', {
  id: text().primaryKey(),
  header: text({ mode: 'json' }).$type<SessionHeader>().notNull(),
  focus: text({ mode: 'json' }).$type<{ rowId: string; cell: string }>(),
  openedAt: integer('opened_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  finishedAt: integer('finished_at'),
});

export const drafts = sqliteTable('drafts', {
  id: text().primaryKey(),
  sessionId: text('session_id').notNull(),
  position: real().notNull(),
  origin: text().$type<'roster' | 'free'>().notNull(),
  cells: text({ mode: 'json' }).$type<Cells>().notNull(),
  serverProblem: text('server_problem', { mode: 'json' }).$type<RowProblem>(),
  updatedAt: integer('updated_at').notNull(),
  removedAt: integer('removed_at'),
});

/** What was done in a session that is not finished, to be undone and redone. */
export const draftSteps = sqliteTable(
  'draft_steps',
  {
    sessionId: text('session_id').notNull(),
    number: integer().notNull(),
    step: text({ mode: 'json' }).$type<DraftStep>().notNull(),
    /** Characters of the step's JSON. */
    size: integer().notNull(),
    undone: integer({ mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.sessionId, table.number] })],
);

/** Filters and sorting that the person has given a name; they stay on this computer. */
export const savedViews = sqliteTable('saved_views', {
  id: text().primaryKey(),
  name: text().notNull(),
  question: text({ mode: 'json' }).$type<ActivityQuestion>().notNull(),
  updatedAt: integer('updated_at').notNull(),
});

/** What needs her and what she decides later. `content`: a fingerprint of what it was then. */
export const putOff = sqliteTable('put_off', {
  item: text().primaryKey(),
  content: text().notNull(),
  at: integer().notNull(),
});

/** How an entry session usually begins. A removed one is kept, so that it can come back. */
export const templates = sqliteTable('templates', {
  id: text().primaryKey(),
  unitId: text('unit_id').notNull(),
  name: text().notNull(),
  header: text({ mode: 'json' }).$type<SessionHeader>().notNull(),
  mentorIds: text('mentor_ids', { mode: 'json' }).$type<string[]>().notNull(),
  updatedAt: integer('updated_at').notNull(),
  removedAt: integer('removed_at'),
});
