import { expect, test } from 'vitest';
import type { StatusFacts } from '../../../src/shared/contracts/status';
import type { HeldBy } from '../../../src/shared/rules/may-sync-now';
import { nextAttempt } from '../../../src/shared/rules/next-attempt';
import { untilTold } from '../../../src/shared/rules/pause-end';
import { makeStatus } from '../../support/make-status';

const now = 1_790_000_000_000;

type Case = [string, Partial<StatusFacts>, HeldBy | null, ReturnType<typeof nextAttempt>];

test.each<Case>([
  ['a pause', { pausedUntil: now + 1000, retryAt: now + 10 }, null, { kind: 'paused_until', at: now + 1000 }],
  ['a pause until she says so', { pausedUntil: untilTold }, 'asked', { kind: 'told' }],
  ['no sign-in', { signedIn: false, connectivity: 'offline' }, null, { kind: 'sign_in' }],
  ['an app that is too old', { updateNeeded: true }, null, { kind: 'update' }],
  ['her wish to be asked', {}, 'asked', { kind: 'asked' }],
  ['her hours', { waiting: 1, held: 'hours' }, 'hours', { kind: 'hours' }],
  ['what she has asked for', { sending: { done: 0, total: 1 } }, 'asked', { kind: 'now' }],
  ['no network', { waiting: 1, connectivity: 'offline', retryAt: now + 10 }, null, { kind: 'network' }],
  ['a run under way', { waiting: 1 }, null, { kind: 'now' }],
  ['a wait', { serverFailing: true, retryAt: now + 10 }, null, { kind: 'at', at: now + 10 }],
  ['a wait that is over', { serverFailing: true, retryAt: now }, null, { kind: 'soon' }],
  ['nothing at all', {}, null, { kind: 'soon' }],
])('says what the next attempt waits for: %s', (_, facts, held, expected) => {
  expect(nextAttempt(makeStatus(facts), held, now)).toEqual(expected);
});
