import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Device, makeDevice } from '../../support/make-device';
import type { FaultClass } from '../fault-class';
import { edit, judge, makeSyncedDevice, type Saves, save, settleDown, sharedServer } from '../tools/bench';

const elevenMinutesMs = 660_000;
/** She signs in once on each, and once more where her session ended before the copy was noticed. */
const mostSignIns = 3;
const deviceIdOf = (device: Device) =>
  device.database().prepare('SELECT device_id FROM sync_state').pluck().get() as string;

export const faultClass: FaultClass = {
  id: 'F38',
  title: 'a profile is copied to a second computer, and both work on',
  async run({ scaled, random, progress }) {
    const clones = scaled(200);
    const server = await sharedServer();
    const wrong = { stillWaiting: 0, oneNumber: 0, endless: 0 };
    const judged = { lost: 0, duplicated: 0, corrupt: 0 };
    let signedInAgain = 0;
    const first = await makeSyncedDevice(server.url);
    for (let made = 0; made < clones; made += 1) {
      const saves: Saves = new Map();
      const [shared = ''] = save(first, saves, [`clone-${made}-waits-1`, `clone-${made}-waits-2`]);
      const folder = join(mkdtempSync(join(tmpdir(), 'feltbok-clone-')), 'profile');
      first.life().stop();
      cpSync(first.folder, folder, { recursive: true });
      await first.restart();
      const second = await makeDevice(server.url, Date.now(), { folder, key: first.key });
      const pair = [first, second];
      for (let round = 0; round < 3; round += 1) {
        for (const [index, device] of pair.entries())
          save(device, saves, [`clone-${made}-${index}-${round}`]);
        // Both come with the same token to have it renewed.
        if (round === 1) server.later(elevenMinutesMs);
        const order = random.chance(0.5) ? pair : [...pair].reverse();
        if (random.chance(0.5)) await Promise.all(order.map((device) => device.work().engine.run('now')));
        else for (const device of order) await device.work().engine.run('now');
      }
      await edit(random.pick(pair), saves, shared, `clone-${made}-edited`);
      for (const device of [...pair, ...pair]) {
        await device.work().engine.run('now');
        // Two holders of one number or one sign-in: the server ends it, and the queue waits for the person.
        let times = 0;
        while (device.work().engine.status().kind === 'auth_needed' && times < mostSignIns) {
          times += 1;
          await device.signIn();
          await device.work().engine.run('now');
        }
        signedInAgain += times;
        if (times === mostSignIns) wrong.endless += 1;
        await settleDown(device);
      }
      if (deviceIdOf(first) === deviceIdOf(second)) wrong.oneNumber += 1;
      const result = await judge(server, saves, pair);
      for (const [name, value] of Object.entries(result)) judged[name as keyof typeof judged] += value;
      for (const device of pair) {
        const waiting = device
          .database()
          .prepare(`SELECT count(*) FROM outbox WHERE state IN ('pending', 'in_flight')`)
          .pluck()
          .get() as number;
        wrong.stillWaiting += waiting;
      }
      second.remove();
      progress(made + 1, clones);
    }
    first.remove();
    return {
      tries: clones,
      ...judged,
      others: wrong,
      note: `${signedInAgain} sign-ins were ended and made again`,
    };
  },
};
