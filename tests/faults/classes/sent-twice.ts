import type { FaultClass } from '../fault-class';
import { judge, type Saves, sharedServer } from '../tools/bench';
import { makeRawDevice } from '../tools/raw-device';

const mutationsPerRequest = 5;
const busy = 409;

export const faultClass: FaultClass = {
  id: 'F4',
  title: 'a request arrives 2 and 10 times at the same time',
  async run({ scaled, progress }) {
    const requests = scaled(200);
    const server = await sharedServer();
    const saves: Saves = new Map();
    const unlike = { otherAnswer: 0, notAnswered: 0 };
    let deliveries = 0;
    const device = await makeRawDevice(server.url);
    for (const copies of [2, 10]) {
      for (let made = 0; made < requests; made += 1) {
        const { body, recordIds } = device.batch(`twice-${copies}-${made}`, mutationsPerRequest);
        for (const [index, id] of recordIds.entries())
          saves.set(id, { note: `twice-${copies}-${made}-${index}`, mutations: 1 });
        const answers = await Promise.all(Array.from({ length: copies }, () => device.post(body)));
        deliveries += copies;
        const again = await device.post(body);
        const decided = answers.filter(({ status }) => status !== busy);
        if (again.status !== 200 || decided.length === 0) unlike.notAnswered += 1;
        if (decided.some(({ status, text }) => status !== 200 || text !== again.text))
          unlike.otherAnswer += 1;
        progress(made, requests);
      }
    }
    return {
      tries: deliveries,
      ...(await judge(server, saves)),
      others: unlike,
      note: `${saves.size} mutations; one connection inside the server, so copies queue for it`,
    };
  },
};
