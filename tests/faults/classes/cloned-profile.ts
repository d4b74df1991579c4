import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDevice } from '../../support/make-device';
import type { FaultClass } from '../fault-class';
import { edit, judge, makeSyncedDevice, type Saves, save, settleDown, sharedServer } from '../tools/bench';

const elevenMinutesMs = 660_000;

export const faultClass: FaultClass = {
  id: 'F38',
  title: 'a profile is copied to a second computer, and both work on',
  async run({ scaled, random, progress }) {
    const clones = scaled(15);
    const server = await sharedServer();
    const wrong = { stillWaiting: 0 };
    const judged = { lost: 0, duplicated: 0, corrupt: 0 };
    let sameDevice = 0;
    let signedInAgain = 0;
    for (let made = 0; made < clones; made += 1) {
      const saves: Saves = new Map();
      const first = await makeSyncedDevice(server.url);
      const [shared = ''] = save(first, saves, [`clone-${made}-waits-1`, `clone-${made}-waits-2`]);
      const folder = join(mkdtempSync(join(tmpdir(), 'feltbok-clone-')), 'profile');
      first.life().stop();
      cpSync(first.folder, folder, { recursive: true });
      await first.restart();
      const second = await makeDevice(server.url, Date.now(), { folder, key: first.key });
      const pair = [first, second];
      const numbers = pair.map((device) =>
        device.database().prepare('SELECT device_id AS id FROM sync_state').pluck().get(),
      );
      if (numbers[0] === numbers[1]) sameDevice += 1;
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
        // Two holders of one sign-in: the server ends it, and the queue waits for the person.
        if (device.work().engine.status().kind === 'auth_needed') {
          signedInAgain += 1;
          await device.signIn();
        }
        await settleDown(device);
      }
      const result = await judge(server, saves, pair);
      for (const [name, value] of Object.entries(result)) judged[name as keyof typeof judged] += value;
      for (const device of pair) {
        const waiting = device
          .database()
          .prepare(`SELECT count(*) FROM outbox WHERE state IN ('pending', 'in_flight')`)
          .pluck()
          .get() as number;
        wrong.stillWaiting += waiting;
        device.remove();
      }
      progress(made + 1, clones);
    }
    return {
      tries: clones,
      ...judged,
      others: wrong,
      note: `nobody notices the copy: ${sameDevice} pairs kept one device id, ${signedInAgain} sign-ins were ended and made again; mutations have ids of their own, by which the server knows them`,
    };
  },
};
