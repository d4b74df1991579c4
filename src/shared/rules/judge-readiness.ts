import type { ReadyFacts } from '../contracts/ready';

export const readyChecks = ['lists', 'fresh', 'sent', 'attention', 'sign_in', 'version', 'disk'] as const;
export type ReadyCheck = (typeof readyChecks)[number];

/** What would put it right; `connect` stands for what only the person can do: find a network first. */
export type ReadyFix = 'sync' | 'connect' | 'resume' | 'open_attention' | 'open_session' | 'sign_in' | null;

export type ReadyLine = {
  check: ReadyCheck;
  /** `ok`: as it should be. `missing`: she would miss it without a network. `note`: good to know; nothing would stop her. */
  state: 'ok' | 'missing' | 'note';
  /** Which of the check's sentences it is. */
  sentence: string;
  /** What the sentence counts, where it counts. */
  count: number;
  fix: ReadyFix;
};

/** What was fetched the day before is good enough to leave with: mentors and types change a few times a month. */
const freshForMs = 24 * 3_600_000;
/** A month of 600 registrations takes 3 MB with its copies; below this the system itself begins to fail. */
const neededBytes = 200 * 1024 * 1024;

/** Whether a person may leave the network with this computer, check by check, and what to do about the rest. */
export function judgeReadiness(facts: ReadyFacts): { ready: boolean; lines: ReadyLine[] } {
  const lines = [
    lists(facts),
    fresh(facts),
    sent(facts),
    attention(facts),
    signIn(facts),
    version(facts),
    disk(facts),
  ];
  return { ready: lines.every(({ state }) => state !== 'missing'), lines };
}

function lists(facts: ReadyFacts): ReadyLine {
  const { initialised, types, mentors } = facts;
  if (initialised && types > 0 && mentors > 0) return line('lists', 'ok', 'ok', { count: mentors });
  const sentence = !initialised ? 'not_fetched' : types === 0 ? 'no_types' : 'no_mentors';
  return line('lists', 'missing', sentence, { fix: fetching(facts) });
}

function fresh(facts: ReadyFacts): ReadyLine {
  const { lastSyncedAt, now } = facts;
  if (lastSyncedAt === null) return line('fresh', 'missing', 'never', { fix: fetching(facts) });
  // A moment ahead of the clock was written before the clock was set back: how old it is, nobody knows.
  const age = now - lastSyncedAt;
  if (age >= 0 && age <= freshForMs) return line('fresh', 'ok', 'ok');
  const days = Math.max(1, Math.floor(age / freshForMs));
  return line('fresh', 'missing', 'old', { count: days, fix: fetching(facts) });
}

/** What waits is safe here and goes when there is a network: nothing that would stop her from leaving. */
function sent(facts: ReadyFacts): ReadyLine {
  if (facts.waiting === 0) return line('sent', 'ok', 'ok');
  return line('sent', 'note', 'waiting', { count: facts.waiting, fix: fetching(facts) });
}

function attention({ needsPerson, drafts }: ReadyFacts): ReadyLine {
  if (needsPerson > 0)
    return line('attention', 'note', 'needs', { count: needsPerson, fix: 'open_attention' });
  if (drafts > 0) return line('attention', 'note', 'drafts', { count: drafts, fix: 'open_session' });
  return line('attention', 'ok', 'ok');
}

/** Registering goes on without a sign-in; sending does not, and signing in needs a network. */
function signIn({ signedIn }: ReadyFacts): ReadyLine {
  return signedIn ? line('sign_in', 'ok', 'ok') : line('sign_in', 'missing', 'over', { fix: 'sign_in' });
}

function version({ updateNeeded, connectivity }: ReadyFacts): ReadyLine {
  const old = updateNeeded || connectivity === 'other_protocol';
  return old ? line('version', 'missing', 'old') : line('version', 'ok', 'ok');
}

function disk({ canSave, freeBytes }: ReadyFacts): ReadyLine {
  if (!canSave) return line('disk', 'missing', 'cannot_save');
  if (freeBytes === null) return line('disk', 'note', 'unknown');
  if (freeBytes >= neededBytes) return line('disk', 'ok', 'ok', { count: gigabytes(freeBytes) });
  return line('disk', 'missing', 'full', { count: Math.floor(freeBytes / 1024 ** 2) });
}

/** Fetching and sending are one: paused, it has to go on; without a network, she has to find one. */
function fetching({ connectivity, pausedUntil, signedIn }: ReadyFacts): ReadyFix {
  if (!signedIn) return 'sign_in';
  if (pausedUntil !== null) return 'resume';
  return connectivity === 'offline' ? 'connect' : 'sync';
}

/** One decimal below ten. */
function gigabytes(bytes: number): number {
  const value = bytes / 1024 ** 3;
  return value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value);
}

function line(
  check: ReadyCheck,
  state: ReadyLine['state'],
  sentence: string,
  { count = 0, fix = null }: { count?: number; fix?: ReadyFix } = {},
): ReadyLine {
  return { check, state, sentence, count, fix };
}
