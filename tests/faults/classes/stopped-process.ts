import { setTimeout as rest } from 'node:timers/promises';
import type { FaultClass } from '../fault-class';
import { makeDeviceRig } from '../support/run-device';
import { startHttpFront } from '../tools/http-front';

/**
 * A minute to it, whose timers run sixty times as fast: a run that the stop has cut goes on or asks once more who
 * answers, the watch looks once, and the run that follows waking asks who answers and fetches; on this line at once.
 * Who catches up on eight missed minutes makes sixteen requests or more.
 */
const aMinuteMs = 1000;
const mostInAMinute = 4;
/** Its requests keep the deadlines they have: a question that was cut by the last stop may take eight seconds to end. */
const aliveMs = 20_000;

export const faultClass: FaultClass = {
  id: 'F12',
  title: 'the process stands still for a while, in requests too, and goes on',
  async run({ scaled, random, progress }) {
    const stops = scaled(100);
    const rig = await makeDeviceRig();
    const front = await startHttpFront(rig.relay.url);
    const wrong = { bursts: 0, dead: 0 };
    let most = 0;
    let midRequest = 0;
    try {
      await rig.live({ api: front.url, rests: true }, async (child) => {
        for (let made = 0; made < stops; made += 1) {
          if (random.chance(0.5)) {
            // The next request is under way while the lid is closed.
            const asked = front.requests.length;
            front.script = async () => {
              await rest(200);
              return false;
            };
            for (let waited = 0; waited < 100 && front.requests.length === asked; waited += 1) await rest(20);
            if (front.requests.length > asked) midRequest += 1;
          }
          child.kill('SIGSTOP');
          // Every tenth time long enough for each of its timers to be missed several times.
          await rest(made % 10 === 9 ? 8 * aMinuteMs : random.int(300, 900));
          front.script = () => false;
          const before = front.requests.length;
          child.kill('SIGCONT');
          await rest(aMinuteMs);
          const inAMinute = front.requests.length - before;
          most = Math.max(most, inAMinute);
          if (inAMinute > mostInAMinute) wrong.bursts += 1;
          progress(made + 1, stops);
        }
        const before = front.requests.length;
        for (let waited = 0; waited < aliveMs && front.requests.length === before; waited += 100)
          await rest(100);
        if (front.requests.length === before) wrong.dead += 1;
        child.kill('SIGTERM');
      });
      const { corrupt, missing } = rig.inspect();
      const { lost, duplicated } = await rig.compare();
      return {
        tries: stops,
        lost: lost + missing,
        duplicated,
        corrupt,
        others: wrong,
        note: `its timers run 60 times as fast; ${midRequest} stops in a request; at most ${most} requests in what is its first minute; the word of the system on waking is not part of it`,
      };
    } finally {
      await front.close();
      await rig.close();
    }
  },
};
