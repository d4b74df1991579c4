import { beforeEach, describe, expect, it } from 'vitest';
import type { StatusFacts } from '../../../src/shared/contracts/status';
import {
  dayMs,
  decideNotification,
  type NotificationMemory,
  type WaitFacts,
} from '../../../src/shared/rules/decide-notification';
import { notificationText } from '../../../src/shared/rules/notification-text';
import { makeStatus } from '../../support/make-status';

const hourMs = 3_600_000;
const start = Date.UTC(2026, 10, 21, 8);
let nowMs: number;
let memory: NotificationMemory;
beforeEach(() => {
  nowMs = start;
  memory = {};
});

type Moment = Partial<StatusFacts> &
  Partial<WaitFacts> & { silent?: boolean; locked?: boolean; closed?: boolean };

/** What is shown at this moment, "kind count"; remembered as in the app, through a file. */
function look({ silent = false, locked = false, closed = false, ...facts }: Moment): string | null {
  const decided = decideNotification({
    status: makeStatus(facts),
    facts: closed ? null : { oldestWaitingAt: null, needMark: '', longSent: [], ...facts },
    silent,
    locked,
    memory,
    nowMs,
  });
  memory = JSON.parse(JSON.stringify(decided.memory)) as NotificationMemory;
  const { notification } = decided;
  return notification && `${notification.kind} ${notification.count}`;
}
const later = (ms: number, moment: Moment) => {
  nowMs += ms;
  return look(moment);
};

describe('decideNotification', () => {
  it('tells at once, and once, that nothing can be saved; again when it comes back', () => {
    const full: Moment = { storageProblem: 'disk_full' };
    expect([look(full), later(hourMs, full), later(30 * dayMs, full)]).toEqual(['db_error 0', null, null]);
    expect([look({}), look(full)]).toEqual([null, 'db_error 0']);
  });

  it('tells once of each new set of registrations that need the person', () => {
    const one: Moment = { needsPerson: 1, needMark: 'one' };
    const three: Moment = { needsPerson: 3, needMark: 'three' };
    expect([look(one), later(hourMs, one)]).toEqual(['attention 1', null]);
    expect([look(three), later(5 * dayMs, three)]).toEqual(['attention 3', null]);
    expect(look({ ...three, needsPerson: 2 })).toBeNull();
    expect([look({}), look(three)]).toEqual([null, 'attention 3']);
  });

  it('tells of fetching that was stopped, and never of rows under way', () => {
    expect(look({ heldDeletes: true, needMark: 'one' })).toBe('attention 0');
    expect(look({ drafts: 7 })).toBeNull();
    expect(later(30 * dayMs, { drafts: 7 })).toBeNull();
  });

  it('asks for the sign-in once, then daily, while something waits', () => {
    const out: Moment = { signedIn: false, waiting: 12 };
    expect([look(out), later(23 * hourMs, out), later(hourMs, out)]).toEqual([
      'auth_needed 12',
      null,
      'auth_needed 12',
    ]);
    expect([look({ waiting: 12 }), look(out)]).toEqual([null, 'auth_needed 12']);
    expect(look({ signedIn: false })).toBeNull();
    expect(later(dayMs, { signedIn: false })).toBeNull();
    expect(look({ signedIn: false, locked: true })).toBe('auth_needed 0');
  });

  it('does not count something more important in between as a new sign-in', () => {
    const out: Moment = { signedIn: false, waiting: 2 };
    look(out);
    expect(look({ ...out, needsPerson: 1, needMark: 'one' })).toBe('attention 1');
    expect(look(out)).toBeNull();
  });

  it('asks for the update once, also when the network goes and comes', () => {
    const old: Moment = { updateNeeded: true, waiting: 3 };
    expect([look(old), later(dayMs, old), look({ connectivity: 'offline', waiting: 3 }), look(old)]).toEqual([
      'update_needed 3',
      null,
      null,
      null,
    ]);
    expect([look({}), look(old)]).toEqual([null, 'update_needed 3']);
  });

  it.each([
    ['server_error', { connectivity: 'unreachable' as const }, [1, 7]],
    ['paused', { pausedUntil: start + 90 * dayMs }, [1, 7]],
    ['offline_pending', { connectivity: 'offline' as const }, [7]],
  ])(
    'tells of %s by the age of the oldest unsent registration, a little more as it grows',
    (kind, why, days) => {
      const moment: Moment = { ...why, waiting: 5, oldestWaitingAt: start };
      const shown: number[] = [];
      for (let hour = 0; hour <= 30 * 24; hour++) {
        nowMs = start + hour * hourMs;
        const told = look(moment);
        if (told) expect(told).toBe(`${kind} 5`);
        if (told) shown.push(hour);
      }
      expect(shown).toEqual(days.map((day) => day * 24));
    },
  );

  it('measures anew when the old ones have been sent', () => {
    const down: Moment = { connectivity: 'unreachable', waiting: 1 };
    expect(later(dayMs, { ...down, oldestWaitingAt: start })).toBe('server_error 1');
    expect(look({ ...down, oldestWaitingAt: nowMs })).toBeNull();
    expect(later(dayMs, { ...down, oldestWaitingAt: start + dayMs })).toBe('server_error 1');
  });

  it('says nothing of a server that cannot be reached while nothing waits', () => {
    expect(later(30 * dayMs, { connectivity: 'unreachable' })).toBeNull();
  });

  it('tells what was sent after a long wait, once, when nothing waits any more', () => {
    const longSent = [{ at: start, count: 9 }];
    expect(look({ waiting: 3, longSent })).toBeNull();
    longSent.push({ at: start + 60_000, count: 3 });
    expect([later(hourMs, { longSent }), later(hourMs, { longSent })]).toEqual(['synced 12', null]);
    longSent.push({ at: nowMs, count: 1 });
    expect([look({ longSent }), later(30 * dayMs, { longSent })]).toEqual(['synced 1', null]);
  });

  it('says nothing of what was sent more than a day ago, as after an update of the app', () => {
    expect(look({ longSent: [{ at: start - dayMs, count: 4 }] })).toBeNull();
  });

  it('shows three of one state in 24 hours, and later what was held back if it still stands', () => {
    const shown: number[] = [];
    for (let hour = 0; hour < 30; hour++) {
      nowMs = start + hour * hourMs;
      if (look({ needsPerson: hour + 1, needMark: String(nowMs) })) shown.push(hour);
    }
    expect(shown).toEqual([0, 1, 2, 24, 25, 26]);
    expect(look({ storageProblem: 'disk_full' })).toBe('db_error 0');
  });

  it('neither shows nor catches up on what the person saw in the window or wanted to hear nothing of', () => {
    const one: Moment = { needsPerson: 1, needMark: 'one' };
    expect(look({ ...one, silent: true })).toBeNull();
    expect(later(dayMs, one)).toBeNull();
    expect(look({ needsPerson: 2, needMark: String(nowMs) })).toBe('attention 2');
  });

  it('repeats nothing after a restart, while which the database is closed', () => {
    const starting: Moment = { closed: true, signedIn: false };
    const standing: Moment[] = [
      { needsPerson: 1, needMark: 'one' },
      { signedIn: false, waiting: 1 },
      { storageProblem: 'disk_full' },
      { connectivity: 'unreachable', waiting: 1, oldestWaitingAt: start - dayMs },
      { longSent: [{ at: start, count: 3 }] },
    ];
    for (const moment of standing) {
      memory = {};
      expect(look(moment)).not.toBeNull();
      expect([look(starting), look(moment)]).toEqual([null, null]);
    }
  });

  it('goes on telling after the clock was set back for years', () => {
    const out: Moment = { signedIn: false, waiting: 1 };
    for (const day of [0, 1, 2]) expect(later(day * dayMs, out)).toBe('auth_needed 1');
    nowMs = start - 900 * dayMs;
    expect(look(out)).toBe('auth_needed 1');
    const longSent = [{ at: nowMs, count: 2 }];
    expect(look({ longSent })).toBe('synced 2');
  });
});

describe('notificationText', () => {
  const text = (changes: Partial<StatusFacts>, language: 'nb' | 'nn' | 'en', sent = 0) => {
    const status = makeStatus(changes);
    const { title, body } = notificationText(
      { kind: status.kind, count: sent },
      { status, language, appName: 'Feltbok', nowMs: start },
    );
    return `${title}: ${body}`;
  };

  it.each([
    ['nb', 'Feltbok: 3 registreringer trenger deg. Åpne for å se.'],
    ['nn', 'Feltbok: 3 registreringar treng deg. Opne for å sjå.'],
    ['en', 'Feltbok: 3 registrations need you. Open to see.'],
  ] as const)('says in %s what the status bar says, and how to see it', (language, sentence) => {
    expect(text({ needsPerson: 3 }, language)).toBe(sentence);
  });

  it('says how many were sent', () => {
    expect(text({}, 'nb', 12)).toBe('Feltbok: 12 registreringer er sendt. Åpne for å se.');
    expect(text({}, 'en', 1)).toBe('Feltbok: 1 registration has been sent. Open to see.');
  });
});
