import { describe, expect, it } from 'vitest';
import type { ReadyFacts } from '../../../src/shared/contracts/ready';
import { judgeReadiness, readyChecks } from '../../../src/shared/rules/judge-readiness';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 21, 12);
const good: ReadyFacts = {
  initialised: true,
  lastSyncedAt: now - hour,
  types: 9,
  mentors: 6,
  waiting: 0,
  needsPerson: 0,
  drafts: 0,
  signedIn: true,
  updateNeeded: false,
  pausedUntil: null,
  connectivity: 'online',
  canSave: true,
  freeBytes: 20 * 1024 ** 3,
  now,
};

it('is ready when nothing is missing, with a line for each check', () => {
  const { ready, lines } = judgeReadiness(good);
  expect(ready).toBe(true);
  expect(lines.map(({ check, state, fix }) => [check, state, fix])).toEqual(
    readyChecks.map((check) => [check, 'ok', null]),
  );
});

describe('what she would miss', () => {
  const cases: [string, Partial<ReadyFacts>, string][] = [
    ['nothing fetched yet', { initialised: false, lastSyncedAt: null }, 'lists not_fetched sync'],
    ['no types', { types: 0 }, 'lists no_types sync'],
    ['no mentors', { mentors: 0 }, 'lists no_mentors sync'],
    ['fetched more than a day ago', { lastSyncedAt: now - 24 * hour - 1 }, 'fresh old sync'],
    ['fetched at a time that is still to come', { lastSyncedAt: now + hour }, 'fresh old sync'],
    ['old, and no network', { lastSyncedAt: now - 50 * hour, connectivity: 'offline' }, 'fresh old connect'],
    ['old, and paused', { lastSyncedAt: now - 50 * hour, pausedUntil: now + hour }, 'fresh old resume'],
    ['the sign-in is over', { signedIn: false }, 'sign_in over sign_in'],
    ['the app is too old', { updateNeeded: true }, 'version old null'],
    ['the server speaks another protocol', { connectivity: 'other_protocol' }, 'version old null'],
    ['no room on the disk', { freeBytes: 199 * 1024 ** 2 }, 'disk full null'],
    ['nothing can be saved', { canSave: false }, 'disk cannot_save null'],
  ];
  it.each(cases)('is named when it is: %s', (_what, facts, expected) => {
    const { ready, lines } = judgeReadiness({ ...good, ...facts });
    const missing = lines.filter(({ state }) => state === 'missing');
    expect(ready).toBe(false);
    expect(missing.map(({ check, sentence, fix }) => `${check} ${sentence} ${fix}`)).toContain(expected);
  });

  it('is to be fetched after signing in, when both are missing', () => {
    const { lines } = judgeReadiness({ ...good, initialised: false, lastSyncedAt: null, signedIn: false });
    expect(lines.flatMap(({ fix }) => fix ?? [])).toEqual(['sign_in', 'sign_in', 'sign_in']);
  });

  it('counts whole days since the last time', () => {
    const { lines } = judgeReadiness({ ...good, lastSyncedAt: now - 80 * hour });
    expect(lines.find(({ check }) => check === 'fresh')).toMatchObject({ count: 3 });
  });
});

describe('what is good to know', () => {
  const cases: [string, Partial<ReadyFacts>, string][] = [
    ['something waits', { waiting: 12 }, 'sent waiting 12 sync'],
    [
      'something waits, without a network',
      { waiting: 12, connectivity: 'offline' },
      'sent waiting 12 connect',
    ],
    ['something needs her', { needsPerson: 3, drafts: 2 }, 'attention needs 3 open_attention'],
    ['rows are not finished', { drafts: 2 }, 'attention drafts 2 open_session'],
    ['nobody tells how much room there is', { freeBytes: null }, 'disk unknown 0 null'],
  ];
  it.each(cases)('keeps nobody from leaving: %s', (_what, facts, expected) => {
    const { ready, lines } = judgeReadiness({ ...good, ...facts });
    const notes = lines.filter(({ state }) => state === 'note');
    expect(ready).toBe(true);
    expect(notes.map(({ check, sentence, count, fix }) => `${check} ${sentence} ${count} ${fix}`)).toEqual([
      expected,
    ]);
  });
});
