import type { RunningServer } from '../../../server/start-server';
import { readRecord } from '../../../src/main/database/records';
import { findSyncState } from '../../../src/main/database/sync-state';
import { entityNames } from '../../../src/shared/contracts/entities';
import { type Device, makeDevice } from '../../support/make-device';
import type { FaultClass, FaultOptions } from '../fault-class';
import { judge, makeSyncedDevice, type Saves, save, settleDown, startTestServer } from '../tools/bench';

/** Small pages, so that a download has many ends to be cut at. */
const pageRows = 20;
const mostRuns = 500;

type Random = FaultOptions['random'];

export const faultClass: FaultClass = {
  id: 'F32',
  title: 'a first download is cut at any page while rows change',
  async run({ scaled, random, progress }) {
    const downloads = scaled(100);
    const server = await startTestServer();
    const author = await makeSyncedDevice(server.url);
    const saves: Saves = new Map();
    const counted = { pages: 0, cuts: 0 };
    const wrong = { startedOver: 0 };
    let different = 0;
    try {
      for (let made = 0; made < downloads; made += 1) {
        const change = () => changeSomething(server, author, { random, saves, name: `page-${made}` });
        const device = await makeCutDevice(server.url, { random, change, counted, wrong });
        const whole = await makeDevice(server.url);
        try {
          await downloadInPieces(device, random);
          await whole.signIn();
          await settleDown(whole);
          await settleDown(device);
          if (mirrorText(device) !== mirrorText(whole)) different += 1;
        } finally {
          device.remove();
          whole.remove();
        }
        progress(made + 1, downloads);
      }
      const { lost, duplicated, corrupt } = await judge(server, saves, [author]);
      const note = `${counted.pages} pages asked for, ${counted.cuts} cut`;
      return { tries: downloads, lost, duplicated, corrupt: corrupt + different, others: wrong, note };
    } finally {
      author.remove();
      await server.close();
    }
  },
};

/** A device whose pages are small and get lost, and around which the server's rows change. */
async function makeCutDevice(
  url: string,
  ports: {
    random: Random;
    change: () => Promise<void>;
    counted: { pages: number; cuts: number };
    wrong: { startedOver: number };
  },
): Promise<Device> {
  const { random, change, counted, wrong } = ports;
  const device = await makeDevice(url);
  const { network } = device.net;
  device.net.network = async (asked, init) => {
    const page = new URL(asked);
    if (page.pathname !== '/v1/changes') return network(asked, init);
    counted.pages += 1;
    const state = device.life().database() ? findSyncState(device.database()) : undefined;
    if (state?.cursor && !page.searchParams.has('cursor')) wrong.startedOver += 1;
    page.searchParams.set('limit', String(pageRows));
    return network(page.href, init);
  };
  device.net.beforehand = async (request) => {
    if (request === 'GET /v1/changes' && random.chance(0.3)) await change();
  };
  device.net.faultFor = (request) => {
    if (request !== 'GET /v1/changes' || !random.chance(0.3)) return null;
    counted.cuts += 1;
    return random.pick(['refuse', 'lose_answer'] as const);
  };
  await device.restart();
  return device;
}

async function downloadInPieces(device: Device, random: Random): Promise<void> {
  await device.signIn();
  for (let run = 0; run < mostRuns; run += 1) {
    await device.work().engine.run('now');
    if (device.work().engine.status().kind === 'synced') break;
    if (random.chance(0.2)) await device.restart();
  }
  device.net.faultFor = () => null;
  device.net.beforehand = async () => {};
}

/** What others do meanwhile: register, correct, delete, rename. */
async function changeSomething(
  server: RunningServer,
  author: Device,
  { random, saves, name }: { random: Random; saves: Saves; name: string },
): Promise<void> {
  // Not what was saved here: each change of that is counted.
  const anyOfTheDemo = `(SELECT id FROM activities WHERE deleted_at IS NULL AND note NOT LIKE 'page-%' ORDER BY random() LIMIT 1)`;
  switch (random.int(0, 4)) {
    case 0:
      save(author, saves, [`${name}-${saves.size}`]);
      return author.work().engine.run('now');
    case 1:
      return void (await server.sql(`UPDATE activities SET deleted_at = now() WHERE id = ${anyOfTheDemo}`));
    case 2:
      return void (await server.sql(
        'UPDATE peer_mentors SET display_name = display_name || $1 WHERE id = (SELECT id FROM peer_mentors ORDER BY random() LIMIT 1)',
        ['x'],
      ));
    default:
      return void (await server.sql(
        `UPDATE activities SET duration_min = 10 + $1::int WHERE id = ${anyOfTheDemo}`,
        [random.int(1, 400)],
      ));
  }
}

/** Everything of the mirror that the server knows too. */
function mirrorText(device: Device): string {
  const database = device.database();
  return JSON.stringify(
    entityNames.map((entity) => {
      const ids = database.prepare(`SELECT id FROM ${entity} ORDER BY id`).pluck().all() as string[];
      return ids.map((id) => readRecord(database, entity, id));
    }),
  );
}
