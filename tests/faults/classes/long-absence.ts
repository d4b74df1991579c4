import { updateSyncState } from '../../../src/main/database/sync-state';
import { digestMirror } from '../../../src/main/sync/digest-mirror';
import type { Device } from '../../support/make-device';
import type { FaultClass } from '../fault-class';
import { edit, judge, makeSyncedDevice, type Saves, save, settleDown, startTestServer } from '../tools/bench';

const dayMs = 24 * 3_600_000;
const absence = { days: 90 };

export const faultClass: FaultClass = {
  id: 'F35',
  title: '90 days without a network: tokens dead, cursor unknown, edits waiting',
  async run({ scaled, random, progress }) {
    const rounds = scaled(15);
    let passed = 0;
    const server = await startTestServer({ now: () => Date.now() + passed });
    const wrong = { notAsked: 0, queueNotKept: 0, mirrorDiffers: 0 };
    const judged = { lost: 0, duplicated: 0, corrupt: 0 };
    try {
      for (let made = 0; made < rounds; made += 1) {
        const saves: Saves = new Map();
        const now = () => Date.now() + passed;
        const device = await makeSyncedDevice(server.url, undefined, now());
        const colleague = await makeSyncedDevice(server.url, undefined, now());
        const sent = save(device, saves, [`away-${made}-1`, `away-${made}-2`, `away-${made}-3`]);
        // The server took some of them, and the device never heard of it.
        const isAnswerLost = random.chance(0.5);
        device.net.faultFor = (request) =>
          isAnswerLost && request.includes('/mutations') ? 'lose_answer' : null;
        await device.work().engine.run('now');
        device.net.faultFor = () => 'refuse';
        save(device, saves, [`away-${made}-offline`]);
        await edit(device, saves, sent[0] ?? '', `away-${made}-1-edited`);
        // Meanwhile others work on, and the office computer is started now and then.
        save(colleague, saves, [`away-${made}-colleague`]);
        await settleDown(colleague);
        for (let day = 0; day < absence.days; day += 30) {
          device.clock.advance(30 * dayMs);
          if (random.chance(0.5)) await device.restart();
          await device.work().engine.run('schedule');
        }
        passed += absence.days * dayMs;
        const queued = waiting(device);
        if (queued < 2) wrong.queueNotKept += 1;
        device.net.faultFor = () => null;
        await device.restart();
        await device.work().engine.run('now');
        if (device.work().engine.status().kind !== 'auth_needed') wrong.notAsked += 1;
        if (waiting(device) !== queued) wrong.queueNotKept += 1;
        // The server no longer knows the place where she stopped.
        if (random.chance(0.7)) updateSyncState(device.database(), { cursor: 'of-another-time' });
        await device.signIn();
        await settleDown(device);
        await colleague.signIn();
        await settleDown(colleague);
        const [mine, theirs] = [
          await digestMirror(device.database()),
          await digestMirror(colleague.database()),
        ];
        if (JSON.stringify(mine) !== JSON.stringify(theirs)) wrong.mirrorDiffers += 1;
        const result = await judge(server, saves, [device, colleague]);
        judged.lost += result.lost;
        judged.duplicated += result.duplicated;
        judged.corrupt += result.corrupt;
        device.remove();
        colleague.remove();
        progress(made + 1, rounds);
      }
      return { tries: rounds, ...judged, others: wrong };
    } finally {
      await server.close();
    }
  },
};

function waiting(device: Device): number {
  return device.work().engine.status().waiting;
}
