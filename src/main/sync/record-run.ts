import { desc, notInArray, sql } from 'drizzle-orm';
import type { FailureKind, Notice, Trigger } from '../../shared/contracts/ipc';
import { backOff } from '../../shared/rules/back-off';
import type { Failure } from '../../shared/rules/classify-failure';
import { countMutations } from '../database/count-work';
import type { Database, Orm } from '../database/open-database';
import { notices, syncRuns } from '../database/schema';
import { readSyncState, type SyncState, updateSyncState } from '../database/sync-state';
import type { Checked } from './check-drift';
import type { Random } from './ports';
import { nothingPulled, type Pulled } from './pull';
import { nothingPushed, type Pushed } from './push';

export type RunFacts = {
  trigger: Trigger;
  startedAt: number;
  endedAt: number;
  pushed: Pushed;
  pulled: Pulled;
  /** Null when the mirror was not compared with the server. */
  checked: Checked | null;
  checkAsked: boolean;
  /** Whether it has asked for what is new. */
  fetched: boolean;
  failure: Failure | null;
  before: SyncState;
  after: SyncState;
};

/** Runs shown in the history. */
const keptRuns = 200;
/** Sending is worth a notice when something had waited this long. */
const longWaitMs = 3_600_000;

/** Writes what a run came to: the history, the notices, and when to try again. */
export function recordRun(database: Database, facts: RunFacts, random: Random): void {
  const { trigger, startedAt, endedAt, pushed, pulled, failure, before } = facts;
  database.write(() => {
    database.query(runQuery).run({
      id: random.newId(),
      cause: trigger,
      startedAt,
      durationMs: Math.max(0, endedAt - startedAt),
      pushed: pushed.settled,
      pulled: pulled.rows,
      conflicts: pushed.conflicts,
      parked: pushed.parked,
      failure: failure ? failureKind(failure) : null,
      bytes: pushed.bytes + pulled.bytes,
    });
    database.query(forgetQuery).run();
    const told = noticesOf(facts, countMutations(database).waiting).map((notice) => ({
      ...notice,
      id: random.newId(),
      at: endedAt,
    }));
    if (told.length > 0) database.orm.insert(notices).values(told).run();
    updateSyncState(database, failure ? afterFailure(failure, before, endedAt, random) : afterGoodRun(facts));
  });
}

function noticesOf(
  { pushed, pulled, checked, checkAsked, failure, before, after, endedAt }: RunFacts,
  waiting: number,
): { kind: Notice['kind']; count: number }[] {
  const waitedLong = pushed.oldestMadeAt !== null && endedAt - pushed.oldestMadeAt > longWaitMs;
  return [
    { kind: 'sent' as const, count: waitedLong ? pushed.settled : 0 },
    { kind: 'needs_fixing' as const, count: pushed.parked },
    { kind: 'conflict' as const, count: pushed.conflicts },
    { kind: 'first_download' as const, count: !before.initialised && after.initialised ? pulled.rows : 0 },
    // Told once, however often it is tried again.
    { kind: 'stalled' as const, count: failure?.kind === 'stalled' && before.stalls === 0 ? waiting : 0 },
    { kind: 'checked' as const, count: checkAsked && checked?.kind === 'same' ? checked.rows : 0 },
    { kind: 'drift_repaired' as const, count: checked?.kind === 'repaired' ? checked.entities.length : 0 },
    { kind: 'drift_remains' as const, count: checked?.kind === 'remains' ? checked.entities.length : 0 },
    { kind: 'held_deletes' as const, count: pulled.newlyHeld },
    { kind: 'resynced' as const, count: pulled.resynced ? pulled.rows : 0 },
  ].filter(({ count }) => count > 0);
}

/** The week until the first comparison starts with the first good run. */
function afterGoodRun({ fetched, before, endedAt }: RunFacts): Partial<SyncState> {
  const after = afterSuccess(endedAt);
  if (!fetched) return { ...after, lastSyncedAt: before.lastSyncedAt };
  return before.checkedAt === null ? { ...after, checkedAt: endedAt } : after;
}

function afterSuccess(now: number): Partial<SyncState> {
  return {
    lastSyncedAt: now,
    runFailures: 0,
    stalls: 0,
    retryAt: null,
    notBefore: null,
    serverFailing: false,
    updateNeeded: false,
    authNeeded: false,
  };
}

function afterFailure(failure: Failure, before: SyncState, now: number, random: Random): Partial<SyncState> {
  const kind = failureKind(failure);
  // The server is well and takes what is sent; only the person's answer is missing, and trying more often brings none.
  if (kind === 'mass_delete') return { ...afterSuccess(now), lastSyncedAt: before.lastSyncedAt };
  const runFailures = before.runFailures + 1;
  return {
    runFailures,
    stalls: kind === 'stalled' ? before.stalls + 1 : before.stalls,
    retryAt: now + backOff(runFailures, random.fraction()),
    notBefore: failure.notBefore,
    // A server that was asked and did not deliver; the other failures have a state of their own.
    serverFailing: kind !== 'auth_needed' && kind !== 'update_needed' && kind !== 'offline',
    updateNeeded: kind === 'update_needed',
    authNeeded: kind === 'auth_needed',
  };
}

/** A run that made no progress was ended by the watchdog: says so, and when it is tried again. */
export function recordStall(
  database: Database,
  { trigger, now }: { trigger: Trigger; now: number },
  random: Random,
): void {
  const before = readSyncState(database, random.newId);
  recordRun(
    database,
    {
      trigger,
      startedAt: now,
      endedAt: now,
      pushed: nothingPushed,
      pulled: nothingPulled,
      checked: null,
      checkAsked: false,
      fetched: false,
      failure: { kind: 'stalled', notBefore: before.notBefore },
      before,
      after: before,
    },
    random,
  );
}

/** Failures that only one kind of request can meet are, anywhere else, an answer that makes no sense. */
export function failureKind({ kind }: Failure): FailureKind {
  switch (kind) {
    case 'too_large':
    case 'different_body':
    case 'cursor_refused':
    case 'wrong_credentials':
    case 'identity_refused':
    case 'person_unknown':
      return 'answer_not_understood';
    case 'refresh_refused':
    case 'device_copied':
    case 'account_closed':
      return 'auth_needed';
    default:
      return kind;
  }
}

const given = sql.placeholder;
const runQuery = (orm: Orm) =>
  orm
    .insert(syncRuns)
    .values({
      id: given('id'),
      cause: given('cause'),
      startedAt: given('startedAt'),
      durationMs: given('durationMs'),
      pushed: given('pushed'),
      pulled: given('pulled'),
      conflicts: given('conflicts'),
      parked: given('parked'),
      failure: given('failure'),
      bytes: given('bytes'),
    })
    .prepare();

/** Only the newest runs are kept. */
const forgetQuery = (orm: Orm) => {
  const newest = orm
    .select({ id: syncRuns.id })
    .from(syncRuns)
    .orderBy(desc(syncRuns.startedAt))
    .limit(keptRuns);
  return orm.delete(syncRuns).where(notInArray(syncRuns.id, newest)).prepare();
};
