import type { FaultClass } from '../fault-class';
import { edit, judge, makeSyncedDevice, type Saves, save, settleDown, sharedServer } from '../tools/bench';
import { startTcpProxy } from '../tools/tcp-proxy';

export const faultClass: FaultClass = {
  id: 'F2',
  title: 'the answer is lost after the commit',
  async run({ scaled, random, progress }) {
    const losses = scaled(1000);
    const server = await sharedServer();
    const proxy = await startTcpProxy(server.url);
    const device = await makeSyncedDevice(proxy.url);
    const saves: Saves = new Map();
    let toLose = 0;
    proxy.toxicFor = (line) => {
      if (toLose === 0 || !line.includes('/mutations')) return { kind: 'pass' };
      toLose -= 1;
      return { kind: 'lose_answer' };
    };
    const lostAnswers = () => proxy.counts.lose_answer ?? 0;
    try {
      for (let made = 0; lostAnswers() < losses; made += 1) {
        const [id] = save(device, saves, [`answer-${made}`]) as [string];
        // The answer to the retry is lost too, several times, and sometimes she edits in between.
        toLose = random.int(1, 8);
        const editAt = random.int(1, 16);
        while (toLose > 0) {
          if (toLose === editAt) await edit(device, saves, id, `answer-${made}-edited`);
          await device.work().engine.run('now');
        }
        if (made % 20 === 0) await settleDown(device);
        progress(lostAnswers(), losses);
      }
      await settleDown(device);
      return { tries: lostAnswers(), ...(await judge(server, saves, [device])), note: `${saves.size} saves` };
    } finally {
      device.remove();
      await proxy.close();
    }
  },
};
