import { scheduledJobs } from 'node-schedule';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { debounce } from '../../../../src/main/schedule/debounce';
import { isHousekeepingDue, planJobs } from '../../../../src/main/schedule/plan-jobs';
import { createSchedule, type Schedule } from '../../../../src/main/schedule/schedule';
import { makeFakeClock } from '../../../support/fake-clock';

const dayMs = 86_400_000;
/** As node-schedule calls its jobs; its types leave the moment out. */
type Due = { invoke(dueAt: Date): void };

describe('planJobs', () => {
  it.each([0, 0.31, 0.5, 0.999_999])('runs each fifth minute and once a night (random %d)', (random) => {
    const { sync, housekeeping } = planJobs(() => random);
    expect(sync.minutes).toHaveLength(12);
    for (const [index, minute] of sync.minutes.entries()) {
      expect(minute).toBe((sync.minutes[0] ?? 0) + index * 5);
      expect(minute).toBeLessThan(60);
    }
    expect(sync.second).toBeLessThan(60);
    expect(housekeeping.hour).toBe(3);
    expect(housekeeping.minute).toBeLessThan(60);
  });
});

describe('schedule', () => {
  let schedule: Schedule | null = null;
  afterEach(() => schedule?.cancel());

  const make = (lastHousekeepingAt: number, log: string[], nowMs = () => dayMs * 10) =>
    createSchedule({
      sync: () => log.push('sync'),
      housekeeping: () => log.push('housekeeping'),
      lastHousekeepingAt: () => lastHousekeepingAt,
      nowMs,
      fraction: () => 0.5,
    });

  it('has two jobs however often it is registered, and none after cancelling', () => {
    schedule = make(dayMs * 10, []);
    schedule.register();
    schedule.register();
    expect(Object.keys(scheduledJobs)).toHaveLength(2);
    schedule.cancel();
    expect(Object.keys(scheduledJobs)).toHaveLength(0);
  });

  it('has a run of sync when the time of its job comes', () => {
    const log: string[] = [];
    schedule = make(dayMs * 10, log);
    schedule.register();
    for (const job of Object.values(scheduledJobs)) (job as unknown as Due).invoke(new Date(dayMs * 10));
    expect(log.sort()).toEqual(['housekeeping', 'sync']);
  });

  it('runs once after a sleep that many of its times fell into, and goes on in step', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-22T20:00:00Z') });
    try {
      const log: string[] = [];
      schedule = make(Date.now(), log, Date.now);
      schedule.register();
      await vi.advanceTimersByTimeAsync(15 * 60_000);
      expect(log).toEqual(['sync', 'sync', 'sync']);
      // A computer that sleeps has its clock go on and its timers stand still.
      vi.setSystemTime(Date.now() + 9 * 3_600_000);
      await vi.advanceTimersByTimeAsync(5 * 60_000);
      // Three before the sleep, then one for all that it took, and the night's work once.
      expect(log.splice(0).sort()).toEqual(['housekeeping', 'sync', 'sync', 'sync', 'sync']);
      await vi.advanceTimersByTimeAsync(60 * 60_000);
      expect(log).toEqual(Array.from({ length: 12 }, () => 'sync'));
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps its times when it is registered anew after each run', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-22T20:00:00Z') });
    try {
      const at: string[] = [];
      let drawn = 0;
      schedule = createSchedule({
        sync() {
          at.push(new Date().toISOString().slice(11, 19));
          schedule?.register();
        },
        housekeeping: () => {},
        lastHousekeepingAt: Date.now,
        nowMs: Date.now,
        fraction: () => (drawn++ % 10) / 10,
      });
      schedule.register();
      await vi.advanceTimersByTimeAsync(20 * 60_000);
      expect(at).toEqual(['20:00:06', '20:05:06', '20:10:06', '20:15:06']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('catches up on a night that the computer slept through', () => {
    const log: string[] = [];
    schedule = make(dayMs * 9, log);
    schedule.register();
    expect(log).toEqual(['housekeeping']);
    expect(isHousekeepingDue(dayMs * 9 + 1, dayMs * 10)).toBe(false);
  });
});

describe('debounce', () => {
  it('runs once after the last of several calls, and not after stopping', () => {
    const clock = makeFakeClock(0);
    const log: number[] = [];
    const saving = debounce(1000, clock.after, () => log.push(clock.now()));
    saving.call();
    clock.advance(900);
    saving.call();
    clock.advance(5000);
    saving.call();
    saving.stop();
    clock.advance(5000);
    expect(log).toEqual([1900]);
  });
});
