import type { FaultClass } from '../fault-class';
import { commitSteps, requestSteps } from '../support/crash-point';
import { makeDeviceRig } from '../support/run-device';

/** Each point is crashed at when it is passed for the first time, the second, …; again the first where one life has no more. */
const times = [1, 2, 3, 4, 5];
/** A life in which the point is never reached ends here. */
const lifeMs = 4000;
/** On a machine with much else to do, before it is said that no life reaches it. */
const longLifeMs = 30_000;

export const faultClass: FaultClass = {
  id: 'F14',
  title: 'crash before and after each commit and request of a run',
  async run({ scaled, progress }) {
    const rig = await makeDeviceRig();
    const found = { corrupt: 0, missing: 0, refused: 0 };
    const unreached = new Set<string>();
    let crashes = 0;
    try {
      const points = [...commitSteps, ...requestSteps].flatMap((name) => [`${name}:before`, `${name}:after`]);
      const all = times.slice(0, scaled(times.length)).flatMap((n) => points.map((point) => ({ point, n })));
      // A first life without a crash signs in and downloads.
      await rig.live({}, async (child) => void child.kill());
      const crash = async (crashAt: string, mostMs = lifeMs) => {
        const life = await rig.live({ crashAt }, async (child) => {
          const timer = setTimeout(() => child.kill('SIGTERM'), mostMs);
          child.once('exit', () => clearTimeout(timer));
        });
        found.refused += life.refused.length;
        const { corrupt, missing } = rig.inspect();
        found.corrupt += corrupt;
        found.missing += missing;
        return life.signal === 'SIGKILL';
      };
      const onceALife = new Set<string>();
      const again = async (point: string, n: number) => {
        if (n === 1) return crash(`${point}:1`, longLifeMs);
        onceALife.add(point);
        return crash(`${point}:1`);
      };
      for (const [index, { point, n }] of all.entries()) {
        progress(index, all.length);
        const isMet = (!onceALife.has(point) && (await crash(`${point}:${n}`))) || (await again(point, n));
        if (isMet) crashes += 1;
        else unreached.add(`${point}:${n}`);
      }
      const neverReached = [...unreached].filter((at) => at.endsWith(':1'));
      const { lost, duplicated, stuck, delivered } = await rig.compare();
      return {
        tries: crashes,
        lost: lost + found.missing,
        duplicated,
        corrupt: found.corrupt,
        // A step that is called something else now would go untested.
        others: { refused: found.refused, neverReached: neverReached.length, stuck },
        note: `${all.length} points; ${rig.ledger.drafts.size} rows acknowledged, ${delivered} on the server; not reached: ${[...unreached].join(', ') || 'none'}`,
      };
    } finally {
      await rig.close();
    }
  },
};
