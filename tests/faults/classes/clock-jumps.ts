import { type Device, makeDevice } from '../../support/make-device';
import type { FaultClass } from '../fault-class';
import { edit, judge, type Saves, save, settleDown, sharedServer } from '../tools/bench';
import { answerJson, startHttpFront } from '../tools/http-front';
import { makeJumpingClock } from '../tools/jumping-clock';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const yearMs = 365 * dayMs;

const jumps: { name: string; by(now: number): number }[] = [
  { name: 'a day ahead', by: () => dayMs },
  { name: 'a day back', by: () => -dayMs },
  { name: 'a year ahead', by: () => yearMs },
  { name: 'a year back', by: () => -yearMs },
  { name: 'to 1970', by: (now) => minuteMs - now },
  { name: 'an hour ahead, as summer time', by: () => hourMs },
  { name: 'an hour back, as winter time', by: () => -hourMs },
];
/** When it is set: with nothing under way, during our own wait or one the server asked for, or during a request. */
const moments = ['idle', 'back_off', 'retry_after', 'request'] as const;
/** The longest wait, and the time that the run after it may take. */
const mostWaitMs = hourMs + 2 * minuteMs;
const stepMs = minuteMs / 2;

export const faultClass: FaultClass = {
  id: 'F11',
  title: 'the clock is set forward and back, in waits and in requests',
  async run({ random, scaled, progress }) {
    const server = await sharedServer();
    const front = await startHttpFront(server.url);
    const clock = makeJumpingClock(Date.now());
    const begin = async () => {
      const made = await makeDevice(front.url, undefined, { clock });
      await made.signIn();
      await settleDown(made);
      return made;
    };
    let device = await begin();
    const saves: Saves = new Map();
    const wrong = { waitedTooLong: 0, outOfOrder: 0 };
    const all = jumps.flatMap((jump) => moments.map((moment) => ({ jump, moment })));
    const first = random.int(0, all.length - 1);
    const chosen = [...all.slice(first), ...all.slice(0, first)].slice(0, scaled(all.length));
    try {
      for (const [made, { jump, moment }] of chosen.entries()) {
        const note = `clock-${made}`;
        const [id = ''] = save(device, saves, [`${note}-1`]);
        const setClock = () => clock.jump(jump.by(clock.now()));
        const asked: string[] = [];
        let isMet = false;
        front.script = (request, response) => {
          if (request.path.includes('/mutations')) asked.push(request.body);
          if (isMet || moment === 'idle') return false;
          if (moment === 'request') {
            if (!request.path.includes('/mutations')) return false;
            setClock();
            isMet = true;
            return false;
          }
          isMet = true;
          return answerJson(
            response,
            503,
            { code: 'UNAVAILABLE' },
            moment === 'retry_after' ? { 'retry-after': '600' } : {},
          );
        };
        // A clock that is ahead when the wait is written down and right again afterwards.
        const isSetBack = moment === 'back_off' || moment === 'retry_after';
        if (isSetBack) clock.jump(-jump.by(clock.now()));
        await device.work().engine.run('save');
        await edit(device, saves, id, `${note}-2`);
        if (moment !== 'request') setClock();
        await edit(device, saves, id, `${note}-3`);
        if (random.chance(0.3)) await device.restart();
        if (!(await goesOnByItself(device))) {
          wrong.waitedTooLong += 1;
          console.error(`  waits: ${jump.name}, ${moment}`);
        }
        const sequences = asked.flatMap((body) =>
          (JSON.parse(body) as { mutations: { recordId: string; sequence: number }[] }).mutations
            .filter(({ recordId }) => recordId === id)
            .map(({ sequence }) => sequence),
        );
        if (sequences.some((sequence, index) => sequence < (sequences[index - 1] ?? 0)))
          wrong.outOfOrder += 1;
        clock.jump(Date.now() - clock.now());
        front.script = () => false;
        if (device.work().engine.status().waiting > 0) {
          // It would wait through all the others.
          saves.delete(id);
          device.remove();
          device = await begin();
        }
        await settleDown(device);
        progress(made, chosen.length);
      }
      return { tries: chosen.length, ...(await judge(server, saves, [device])), others: wrong };
    } finally {
      device.remove();
      await front.close();
    }
  },
};

/** Nobody presses anything: only the engine's own timers run. */
async function goesOnByItself(device: Device): Promise<boolean> {
  const engine = () => device.work().engine;
  for (let passed = 0; passed <= mostWaitMs; passed += stepMs) {
    if (engine().status().waiting === 0) return true;
    device.clock.advance(stepMs);
    // A run that a timer has begun is shared; without one this asks as the five-minute job does.
    await engine().run('schedule');
  }
  return engine().status().waiting === 0;
}
