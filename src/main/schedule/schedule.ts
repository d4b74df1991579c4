import { type Job, RecurrenceRule, scheduleJob } from 'node-schedule';
import { dayMs, isHousekeepingDue, planJobs, syncPeriodMs } from './plan-jobs';

export type ScheduleOptions = {
  sync: () => void;
  /** Prunes what is settled and tidies the database. */
  housekeeping: () => void;
  lastHousekeepingAt: () => number;
  nowMs: () => number;
  fraction: () => number;
};

export type Schedule = {
  /** At sign-in, and again after each run that succeeded: replaces the jobs, so that none can be lost for good. */
  register(): void;
  /** At sign-out and on quitting. */
  cancel(): void;
};

export function createSchedule(options: ScheduleOptions): Schedule {
  // Drawn once: times that moved with each registration would make the runs come closer together.
  const times = planJobs(options.fraction);
  let jobs: Job[] = [];
  const cancel = () => {
    for (const job of jobs) job.cancel();
    jobs = [];
  };
  /** After a sleep every time that was missed comes at once, in order; only the last of them is still of use. */
  const unlessOvertaken = (periodMs: number, run: () => void) => (dueAt: Date) => {
    if (options.nowMs() - dueAt.getTime() < periodMs) run();
  };
  return {
    register() {
      cancel();
      const sync = new RecurrenceRule();
      sync.minute = times.sync.minutes;
      sync.second = times.sync.second;
      const housekeeping = new RecurrenceRule();
      housekeeping.hour = times.housekeeping.hour;
      housekeeping.minute = times.housekeeping.minute;
      jobs = [
        scheduleJob(sync, unlessOvertaken(syncPeriodMs, options.sync)),
        scheduleJob(housekeeping, unlessOvertaken(dayMs, options.housekeeping)),
      ];
      if (isHousekeepingDue(options.lastHousekeepingAt(), options.nowMs())) options.housekeeping();
    },
    cancel,
  };
}
