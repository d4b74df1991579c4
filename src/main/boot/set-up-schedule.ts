import type { Log } from '../log/log';
import { createSchedule, type Schedule } from '../schedule/schedule';
import type { Settings } from '../settings/settings';
import type { Lifecycle } from './create-lifecycle';
import { keepHouse } from './keep-house';
import type { Work } from './start-work';
import { systemClock, systemRandom } from './system-ports';

/** What the clock starts, for whoever is at work then. */
export function setUpSchedule(lifecycle: Lifecycle<Work>, settings: Settings, log: Log): Schedule {
  return createSchedule({
    sync: () => void lifecycle.work()?.engine.run('schedule'),
    housekeeping() {
      const database = lifecycle.database();
      if (!database) return;
      keepHouse(database, systemClock.now(), log);
      settings.set('lastHousekeepingAt', systemClock.now());
    },
    lastHousekeepingAt: () => settings.get('lastHousekeepingAt'),
    nowMs: systemClock.now,
    fraction: systemRandom.fraction,
  });
}
