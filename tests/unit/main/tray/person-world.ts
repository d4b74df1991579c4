import fc from 'fast-check';
import type { Notice } from '../../../../src/shared/contracts/lines';
import { connectivities, type StatusFacts } from '../../../../src/shared/contracts/status';
import { calmFacts } from '../../../../src/shared/rules/calm-facts';
import type { NotificationMemory, WaitFacts } from '../../../../src/shared/rules/decide-notification';

const hourMs = 3_600_000;
type Stored = Pick<Notice, 'at' | 'kind' | 'count'> & { dismissed: boolean };

/** A device as its tables and its person are, without the tables: what the surfaces are drawn from. */
export type World = {
  nowMs: number;
  facts: Omit<StatusFacts, 'needsPerson' | 'drafts' | 'waiting'>;
  /** When each registration on its way was saved. */
  waiting: number[];
  needing: number;
  drafts: number;
  notices: Stored[];
  memory: NotificationMemory;
  isFocused: boolean;
  isQuiet: boolean;
};

export function newWorld(): World {
  return {
    nowMs: Date.UTC(2026, 10, 21, 8),
    facts: { ...calmFacts },
    waiting: [],
    needing: 0,
    drafts: 0,
    notices: [],
    memory: {},
    isFocused: false,
    isQuiet: false,
  };
}

const some = fc.integer({ min: 1, max: 4 });
/** Everything that happens to such a device, drawn as plain values so that a failure can be read. */
export const worldEvent = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('saves' as const), count: some }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('types' as const), count: some }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('finishes' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('begins a run' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('ends a run' as const),
      refused: fc.nat(2),
      failed: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('answers what needs her' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('network' as const),
      connectivity: fc.constantFrom(...connectivities),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('time passes' as const),
      ms: fc.constantFrom(60_000, hourMs, 5 * hourMs, 24 * hourMs, 8 * 24 * hourMs),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        ...([
          'signs in or out',
          'pauses or goes on',
          'update',
          'disk',
          'deletes held',
          'looks or leaves',
        ] as const),
        ...(['quiet or not', 'download', 'wants to be asked or not'] as const),
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('dismisses' as const), index: fc.nat(5) }) },
);
export type WorldEvent = typeof worldEvent extends fc.Arbitrary<infer Event> ? Event : never;

export function happen(world: World, event: WorldEvent): void {
  const { facts } = world;
  switch (event.kind) {
    case 'saves':
      world.waiting.push(...Array.from({ length: event.count }, () => world.nowMs));
      break;
    case 'types':
      world.drafts += event.count;
      break;
    case 'finishes':
      world.waiting.push(...Array.from({ length: world.drafts }, () => world.nowMs));
      world.drafts = 0;
      break;
    case 'begins a run':
      if (mayRun(world)) facts.sending = { done: 0, total: world.waiting.length };
      break;
    case 'ends a run':
      endRun(world, event);
      break;
    case 'answers what needs her':
      world.needing = Math.max(0, world.needing - 1);
      break;
    case 'network':
      facts.connectivity = event.connectivity;
      facts.sending = null;
      break;
    case 'time passes':
      world.nowMs += event.ms;
      if (facts.pausedUntil !== null && facts.pausedUntil <= world.nowMs) facts.pausedUntil = null;
      break;
    case 'signs in or out':
      facts.signedIn = !facts.signedIn;
      break;
    case 'pauses or goes on':
      facts.pausedUntil = facts.pausedUntil === null ? world.nowMs + 30 * 24 * hourMs : null;
      break;
    case 'update':
      facts.updateNeeded = !facts.updateNeeded;
      break;
    case 'disk':
      facts.storageProblem = facts.storageProblem === null ? 'disk_full' : null;
      break;
    case 'deletes held':
      facts.heldDeletes = !facts.heldDeletes;
      if (facts.heldDeletes) tell(world, 'held_deletes', 60);
      break;
    case 'looks or leaves':
      world.isFocused = !world.isFocused;
      break;
    case 'quiet or not':
      world.isQuiet = !world.isQuiet;
      break;
    case 'wants to be asked or not':
      facts.held = facts.held === null ? 'asked' : null;
      break;
    case 'download':
      facts.initialised = !facts.initialised;
      facts.firstDownload = facts.initialised ? null : { done: 200, total: 1000 };
      break;
    case 'dismisses': {
      const notice = world.notices[event.index];
      if (notice) notice.dismissed = true;
    }
  }
}

function mayRun({ facts }: World): boolean {
  return (
    facts.connectivity === 'online' && facts.signedIn && !facts.updateNeeded && facts.pausedUntil === null
  );
}

function endRun(world: World, { refused, failed }: { refused: number; failed: boolean }): void {
  const { facts, waiting, nowMs } = world;
  if (!facts.sending) return;
  facts.sending = null;
  facts.serverFailing = failed;
  facts.retryAt = failed ? nowMs + hourMs : null;
  if (failed) return;
  const parked = Math.min(refused, waiting.length);
  const [oldest] = waiting;
  if (oldest !== undefined && nowMs - oldest > hourMs) tell(world, 'sent', waiting.length - parked);
  tell(world, 'needs_fixing', parked);
  world.needing += parked;
  world.waiting = [];
  facts.lastSyncedAt = nowMs;
}

function tell({ notices, nowMs }: World, kind: Stored['kind'], count: number): void {
  if (count > 0) notices.push({ at: nowMs, kind, count, dismissed: false });
}

export function statusFactsOf({ facts, waiting, needing, drafts }: World): StatusFacts {
  return { ...facts, waiting: waiting.length, needsPerson: needing, drafts };
}

/** A notice counts here whether or not it was taken away. */
export function waitFactsOf({ facts, waiting, needing, notices, nowMs }: World): WaitFacts {
  return {
    oldestWaitingAt: waiting.length > 0 ? Math.min(...waiting) : null,
    needMark: `${needing} ${facts.heldDeletes}`,
    longSent: notices.filter(({ kind, at }) => kind === 'sent' && nowMs - at < 24 * hourMs),
  };
}
