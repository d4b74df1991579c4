import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { FaultClass } from '../fault-class';
import { buildProgram } from '../support/build-program';
import { temporaryFolder } from '../support/test-profile';

/** Races at the same time, each for a profile of its own: who loses waits two seconds before it gives up. */
const lanes = 8;

export const faultClass: FaultClass = {
  id: 'F19',
  title: 'two processes start on one profile at the same moment',
  async run({ scaled, random, progress }) {
    const races = scaled(200);
    const program = await buildProgram('racing-process');
    const wrong = { bothWrite: 0, noneWrites: 0, unnamed: 0, notFreed: 0 };
    let made = 0;
    const lane = async () => {
      const folder = temporaryFolder('race');
      const start = () => startRacer(program, join(folder, 'feltbok.db'));
      let racers: [Racer, Racer] = [start(), start()];
      while (made < races) {
        made += 1;
        progress(made, races);
        // Which of them is told first changes; what passes between is less than a message takes.
        const order = random.chance(0.5) ? racers : ([racers[1], racers[0]] as const);
        const words = await Promise.all(order.map((racer) => racer.tell('go')));
        const held = words.filter((word) => word === 'held').length;
        if (held > 1) wrong.bothWrite += 1;
        if (held === 0) wrong.noneWrites += 1;
        if (words.some((word) => word !== 'held' && word !== 'SQLITE_BUSY')) wrong.unnamed += 1;
        const [winner, loser] = words[0] === 'held' ? order : [order[1], order[0]];
        if (random.chance(0.2)) {
          // The lock of a process that is killed is nobody's: the other one gets it at once.
          await winner.kill();
          if ((await loser.tell('go')) !== 'held') wrong.notFreed += 1;
          await loser.tell('free');
          racers = [loser, start()];
        } else await Promise.all(racers.map((racer) => racer.tell('free')));
      }
      await Promise.all(racers.map((racer) => racer.kill()));
      rmSync(folder, { recursive: true, force: true });
    };
    await Promise.all(Array.from({ length: Math.min(lanes, races) }, lane));
    return {
      tries: races,
      lost: 0,
      duplicated: wrong.bothWrite,
      corrupt: 0,
      others: wrong,
      note: 'the lock of the profile, taken by processes that run already; the window of the first is raised by the app itself',
    };
  },
};

type Racer = { tell(word: string): Promise<string>; kill(): Promise<void> };

function startRacer(program: string, file: string): Racer {
  const child: ChildProcess = spawn(process.execPath, [program], {
    env: { ...process.env, FAULTS_DATABASE: file },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  if (!child.stdout) throw new Error('The racer cannot be heard.');
  const lines: Interface = createInterface({ input: child.stdout });
  return {
    async tell(word) {
      const answer = once(lines, 'line') as Promise<[string]>;
      child.stdin?.write(`${word}\n`);
      return (await answer)[0];
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
