import type { FaultClass } from '../fault-class';
import { edit, judge, makeSyncedDevice, type Saves, save, settleDown, sharedServer } from '../tools/bench';
import { startHttpFront } from '../tools/http-front';

export const faultClass: FaultClass = {
  id: 'F5',
  title: 'an old request arrives long after a newer one',
  async run({ scaled, random, progress }) {
    const records = scaled(100);
    const server = await sharedServer();
    const front = await startHttpFront(server.url);
    const device = await makeSyncedDevice(front.url);
    const saves: Saves = new Map();
    const old: { path: string; body: string; authorization: string }[] = [];
    let refused = 0;
    const deliverOld = async () => {
      const { path, body, authorization } = random.pick(old);
      const headers = { 'content-type': 'application/json', authorization };
      const answer = await fetch(server.url + path, { method: 'POST', headers, body });
      if (answer.status !== 200) refused += 1;
    };
    try {
      let late = 0;
      for (let made = 0; made < records; made += 1) {
        const [id] = save(device, saves, [`late-${made}`]) as [string];
        for (let version = 0; version < 3; version += 1) {
          if (version > 0) await edit(device, saves, id, `late-${made}-${version}`);
          await device.work().engine.run('now');
          for (const { path, body, headers } of front.requests.splice(0))
            if (path.includes('/mutations'))
              old.push({ path, body, authorization: headers.authorization ?? '' });
          for (let again = 0; again < 2; again += 1) await deliverOld();
          late += 2;
        }
        progress(made, records);
      }
      await device.restart();
      await settleDown(device);
      return {
        tries: late,
        ...(await judge(server, saves, [device])),
        others: { refused },
        note: `${saves.size} records of 3 versions each`,
      };
    } finally {
      device.remove();
      await front.close();
    }
  },
};
