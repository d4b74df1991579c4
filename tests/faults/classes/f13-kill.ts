import { setTimeout as rest } from 'node:timers/promises';
import type { FaultClass, FaultFigures, FaultOptions } from '../fault-class';
import { type DeviceRig, makeDeviceRig } from '../support/run-device';

export const faultClass: FaultClass = {
  id: 'F13',
  title: 'kill -9 at random points, with the real server',
  run: (options) => endManyTimes(options, { signal: 'SIGKILL', full: 500 }),
};

type Ending = { signal: 'SIGKILL' | 'SIGTERM'; full: number };

/** Ends devices after some milliseconds of work, again and again, and compares with their servers at the end. */
export async function endManyTimes(
  { scaled, random, progress }: FaultOptions,
  { signal, full }: Ending,
): Promise<FaultFigures> {
  const tries = scaled(full);
  const found = { corrupt: 0, missing: 0, refused: 0, tooSlow: 0 };
  let signedInAgain = 0;
  let made = 0;
  const endOne = async (rig: DeviceRig) => {
    // Some ends fall while the server has committed and its answer is on the way.
    if (made % 3 === 0) void rig.relay.loseNextAnswer('/mutations');
    made += 1;
    progress(made, tries);
    const life = await rig.live({}, async (child) => {
      await rest(random.next() * rig.cycleMs);
      child.kill(signal);
      if (signal === 'SIGKILL') return;
      await Promise.race([new Promise((resolve) => child.once('exit', resolve)), rest(graceMs)]);
      child.kill('SIGKILL');
    });
    found.tooSlow += signal === 'SIGTERM' && life.signal === 'SIGKILL' ? 1 : 0;
    found.refused += life.refused.length;
    signedInAgain += life.signedInAgain ? 1 : 0;
    const { corrupt, missing } = rig.inspect();
    found.corrupt += corrupt;
    found.missing += missing;
  };
  // Two profiles, each with a server of its own: a life is mostly waiting.
  const rigs = [await makeDeviceRig(), await makeDeviceRig()];
  try {
    const lane = async (rig: DeviceRig) => {
      while (made < tries) await endOne(rig);
      return { ...(await rig.compare()), rows: rig.ledger.drafts.size, edits: rig.ledger.notes.size };
    };
    const ends = await Promise.all(rigs.map(lane));
    const sum = (name: keyof (typeof ends)[number]) => ends.reduce((all, end) => all + end[name], 0);
    return {
      tries,
      lost: sum('lost') + found.missing,
      duplicated: sum('duplicated'),
      corrupt: found.corrupt,
      others: {
        refused: found.refused,
        tooSlow: found.tooSlow,
        stuck: sum('stuck'),
      },
      note: `${sum('rows')} rows and ${sum('edits')} edits acknowledged, ${sum('delivered')} on the server; she had to sign in again ${signedInAgain} times`,
    };
  } finally {
    for (const rig of rigs) await rig.close();
  }
}

/** What an operating system leaves a program when it shuts down is five times this. */
const graceMs = 1000;
