import type { EpochMs } from '../contracts/primitives';
import { type Status, type StatusKind, statusKinds } from '../contracts/status';

/** What the tables know beside the status; moments in epoch ms. */
export type WaitFacts = {
  /** When the oldest registration on its way was saved; null when none is. */
  oldestWaitingAt: EpochMs | null;
  /** Another one whenever other registrations need the person; of the same moment as the status. */
  needMark: string;
  /** Runs of the last day that sent what had waited for more than an hour. */
  longSent: { at: EpochMs; count: number }[];
};
/** What was told of one state. `mark` tells one occasion of it from the next; null when the last one is over. */
type Told = {
  mark: number | string | null;
  at: EpochMs /** Notifications of the last day. */;
  shown: EpochMs[];
};
/** Survives a restart, so that nothing is told twice. No more than numbers and marks: it lies in a plain file. */
export type NotificationMemory = Partial<Record<StatusKind, Told>>;
/** `count`: registrations that were sent, for `synced`; otherwise what the status counts. */
export type SystemNotification = { kind: StatusKind; count: number };

export type NotificationInput = {
  status: Status;
  /** Null while the database is closed or cannot be read: then the status knows of nothing, which ends nothing. */
  facts: WaitFacts | null;
  /** The database is closed until a passphrase is given, so nobody knows what waits in it. */
  locked: boolean;
  /** She has the window in front of her, which says it all, or has turned notifications off: nothing is caught up on later. */
  silent: boolean;
  memory: NotificationMemory;
  nowMs: EpochMs;
};

export const dayMs = 24 * 3_600_000;
export const shownPerDay = 3;
/** How old the oldest unsent registration must be before a state that mends itself is told, and told once more. */
const patience = {
  server_error: [dayMs, 7 * dayMs],
  offline_pending: [7 * dayMs],
  paused: [dayMs, 7 * dayMs],
} satisfies Partial<Record<StatusKind, number[]>>;

type Waiting = keyof typeof patience;
type Due = { mark: number | string; count: number; daily?: true };

/**
 * Whether the operating system shows something now, and what to remember. At most one notification for each occasion of
 * a state (sign-in is asked for daily while something waits), and three of one state in any 24 hours: what the limit
 * holds back is shown later if it still stands. Rows of a session under way are her own doing and never told.
 */
export function decideNotification(input: NotificationInput): {
  memory: NotificationMemory;
  notification: SystemNotification | null;
} {
  const { status, silent, nowMs } = input;
  const memory = forget(input);
  const told = memory[status.kind] ?? { mark: null, at: 0, shown: [] };
  const due = whatIsDue(input, told);
  const repeats = due?.daily && isDayAway(told.at, nowMs);
  if (!due || (told.mark === due.mark && !repeats)) return { memory, notification: null };
  if (!silent && told.shown.length >= shownPerDay) return { memory, notification: null };
  const shown = silent ? told.shown : [...told.shown, nowMs];
  return {
    memory: { ...memory, [status.kind]: { mark: due.mark, at: nowMs, shown } },
    notification: silent ? null : { kind: status.kind, count: due.count },
  };
}

function whatIsDue({ status, facts, locked, nowMs }: NotificationInput, told: Told): Due | null {
  const { kind, because, count, waiting } = status;
  switch (kind) {
    case 'db_error':
    case 'update_needed':
      return { mark: 1, count };
    case 'attention':
      return facts && because !== 'drafts' ? { mark: facts.needMark, count } : null;
    case 'auth_needed':
      return waiting > 0 || locked ? { mark: 1, count, daily: true } : null;
    case 'server_error':
    case 'offline_pending':
    case 'paused': {
      const level = waitLevel(kind, facts?.oldestWaitingAt ?? null, nowMs);
      return level > 0 ? { mark: level, count } : null;
    }
    case 'synced':
      return facts && sentAfterLongWait(facts, told, nowMs);
    default:
      return null;
  }
}

/** How many of the state's limits the oldest unsent registration has passed. */
function waitLevel(kind: Waiting, oldestWaitingAt: number | null, nowMs: number): number {
  if (oldestWaitingAt === null) return 0;
  return patience[kind].filter((limitMs) => nowMs - oldestWaitingAt >= limitMs).length;
}

function sentAfterLongWait({ longSent }: WaitFacts, told: Told, nowMs: number): Due | null {
  // A mark ahead of the clock is from before it was set back.
  const since = Number(told.mark) <= nowMs ? Number(told.mark) : 0;
  const fresh = longSent.filter(({ at }) => at > since && at !== told.mark && !isDayAway(at, nowMs));
  if (fresh.length === 0) return null;
  return {
    mark: Math.max(...fresh.map(({ at }) => at)),
    count: fresh.reduce((sum, { count }) => sum + count, 0),
  };
}

/** What is over may be told of again when it comes back; what is older than a day no longer counts. */
function forget({ memory, status, facts, nowMs }: NotificationInput): NotificationMemory {
  const kept = Object.entries(memory).map(([name, told]): [string, Told] => {
    const kind = name as StatusKind;
    return [
      name,
      {
        ...told,
        mark: facts ? standingMark(kind, told.mark, { status, facts, nowMs }) : told.mark,
        shown: told.shown.filter((at) => !isDayAway(at, nowMs)),
      },
    ];
  });
  return Object.fromEntries(kept);
}

function standingMark(
  kind: StatusKind,
  mark: Told['mark'],
  { status, facts, nowMs }: { status: Status; facts: WaitFacts; nowMs: number },
): Told['mark'] {
  switch (kind) {
    case 'db_error':
      return status.storageProblem === null ? null : mark;
    case 'attention':
      return status.needsPerson > 0 || mayStillBe(kind, status.kind) ? mark : null;
    case 'auth_needed':
      return mayStillBe(kind, status.kind) ? mark : null;
    case 'update_needed':
      // Without a network nobody knows; only a run tells that the server takes this version again.
      return status.kind === 'syncing' || status.kind === 'synced' ? null : mark;
    case 'server_error':
    case 'offline_pending':
    case 'paused': {
      const level = waitLevel(kind, facts.oldestWaitingAt, nowMs);
      return level === 0 || mark === null ? null : Math.min(level, Number(mark));
    }
    default:
      return mark;
  }
}

/** Whether `kind` may still be the case while `shown` is what the status says: only the most important is said. */
function mayStillBe(kind: StatusKind, shown: StatusKind): boolean {
  return statusKinds.indexOf(shown) <= statusKinds.indexOf(kind);
}

/** Also when the clock was set back past it. */
function isDayAway(at: number, nowMs: number): boolean {
  return Math.abs(nowMs - at) >= dayMs;
}
