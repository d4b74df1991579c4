import { setTimeout as rest } from 'node:timers/promises';
import type { FaultClass, FaultOptions } from '../fault-class';
import { makeDeviceRig } from '../support/run-device';

export const faultClass: FaultClass = {
  id: 'F13',
  title: 'kill -9 at random points, with the real server',
  run: (options) => endManyTimes(options, { signal: 'SIGKILL', full: 500 }),
};

/** Ends the device after some milliseconds of work, again and again, and compares with the server at the end. */
export async function endManyTimes(
  { scaled, random, progress }: FaultOptions,
  { signal, full }: { signal: 'SIGKILL' | 'SIGTERM'; full: number },
) {
  const rig = await makeDeviceRig();
  const tries = scaled(full);
  const found = { corrupt: 0, missing: 0, refused: 0, tooSlow: 0, signInsEnded: 0 };
  try {
    for (let index = 0; index < tries; index += 1) {
      progress(index, tries);
      // Some ends fall while the server has committed and its answer is on the way.
      if (index % 3 === 0) void rig.relay.loseNextAnswer('/mutations');
      const life = await rig.live({}, async (child) => {
        await rest(random.next() * 600);
        child.kill(signal);
        if (signal === 'SIGKILL') return;
        await Promise.race([new Promise((resolve) => child.once('exit', resolve)), rest(graceMs)]);
        child.kill('SIGKILL');
      });
      found.tooSlow += signal === 'SIGTERM' && life.signal === 'SIGKILL' ? 1 : 0;
      found.refused += life.refused.length;
      found.signInsEnded += life.signedInAgain ? 1 : 0;
      const { corrupt, missing } = rig.inspect();
      found.corrupt += corrupt;
      found.missing += missing;
    }
    const { lost, duplicated, delivered, stuck } = await rig.compare();
    const { drafts, notes } = rig.ledger;
    return {
      tries,
      lost: lost + found.missing,
      duplicated,
      corrupt: found.corrupt,
      others: { refused: found.refused, tooSlow: found.tooSlow, signInsEnded: found.signInsEnded, stuck },
      note: `${drafts.size} rows and ${notes.size} edits acknowledged, ${delivered} on the server`,
    };
  } finally {
    await rig.close();
  }
}

/** What an operating system leaves a program when it shuts down is five times this. */
const graceMs = 1000;
