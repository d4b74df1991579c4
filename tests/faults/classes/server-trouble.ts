import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../../server/start-server';
import type { FaultClass, FaultFigures, FaultOptions } from '../fault-class';
import { edit, judge, makeSyncedDevice, type Saves, save, settleDown } from '../tools/bench';
import { startServerProcess } from '../tools/server-process';
import { startTcpProxy } from '../tools/tcp-proxy';

export const faultClasses: FaultClass[] = [
  { id: 'F30', title: 'the server is put back from an older copy of its folder', run: restoreServer },
  { id: 'F31', title: 'the server is killed in the middle of batches and starts again', run: killServer },
];

async function restoreServer({ scaled, random, progress }: FaultOptions): Promise<FaultFigures> {
  const restores = scaled(20);
  const folder = mkdtempSync(join(tmpdir(), 'feltbok-restore-'));
  const data = join(folder, 'data');
  const copy = join(folder, 'copy');
  const start = (restored = false) =>
    startServer({ dataDir: data, demo: 'S', passwordCost: 10, report: () => {}, restored });
  let server = await start();
  const proxy = await startTcpProxy(server.url);
  const [kari, ola] = [
    await makeSyncedDevice(proxy.url),
    await makeSyncedDevice(proxy.url, 'ola.demo@feltbok.example'),
  ];
  const saves: Saves = new Map();
  let sameEpoch = 0;
  const register = async (device: typeof kari, note: string) => {
    const ids = save(device, saves, [`${note}-1`, `${note}-2`]);
    await device.work().engine.run('now');
    if (random.chance(0.5)) await edit(device, saves, ids[0] ?? '', `${note}-1-edited`);
    if (random.chance(0.7)) await device.work().engine.run('now');
  };
  try {
    for (let restore = 0; restore < restores; restore += 1) {
      await register(kari, `restore-${restore}-before`);
      await server.close();
      rmSync(copy, { recursive: true, force: true });
      cpSync(data, copy, { recursive: true });
      server = await start();
      proxy.leadTo(server.url);
      const { epoch } = server;
      // All of this is acknowledged, and then gone on the server.
      await register(kari, `restore-${restore}-after`);
      await register(ola, `restore-${restore}-ola`);
      await server.close();
      rmSync(data, { recursive: true });
      cpSync(copy, data, { recursive: true });
      server = await start(true);
      proxy.leadTo(server.url);
      if (server.epoch === epoch) sameEpoch += 1;
      // She edits what the server has forgotten before her device has heard of it.
      const [edited] = [...saves.keys()].slice(-4);
      if (edited && kari.database().prepare('SELECT 1 FROM activities WHERE id = ?').get(edited))
        await edit(kari, saves, edited, `restore-${restore}-edited-unheard`);
      await settleDown(kari);
      await settleDown(ola);
      await settleDown(kari);
      progress(restore, restores);
    }
    return {
      tries: restores,
      ...(await judge(server, saves, [kari, ola])),
      others: { sameEpoch },
      note: `${saves.size} records, of which ${parkedOf(kari) + parkedOf(ola)} wait for the person; the server is told that it was restored`,
    };
  } finally {
    kari.remove();
    ola.remove();
    await proxy.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function killServer({ scaled, random, progress }: FaultOptions): Promise<FaultFigures> {
  const kills = scaled(100);
  const folder = mkdtempSync(join(tmpdir(), 'feltbok-kill-'));
  let server = await startServerProcess({ folder });
  const port = Number(new URL(server.url).port);
  const device = await makeSyncedDevice(server.url);
  const saves: Saves = new Map();
  let secondStarted = 0;
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const notes = Array.from({ length: 20 }, () => `kill-${randomUUID()}`);
      const ids = save(device, saves, notes);
      const going = device.work().engine.run('now');
      await new Promise((resolve) => setTimeout(resolve, random.int(0, 200)));
      await Promise.all([server.kill(), going]);
      await edit(device, saves, ids[0] ?? '', `${notes[0]}-edited`);
      server = await startServerProcess({ folder, port });
      if (kill === 0) {
        // A second server on the same folder would lose data without a word: it has to refuse.
        await startServerProcess({ folder }).then(
          (second) => {
            secondStarted += 1;
            return second.kill();
          },
          () => {},
        );
      }
      await device.work().engine.run('now');
      progress(kill, kills);
    }
    await settleDown(device);
    await server.stop();
    const opened = await startServer({ dataDir: folder });
    const judged = await judge(opened, saves, [device]);
    await opened.close();
    return { tries: kills, ...judged, others: { secondStarted }, note: `${saves.size} saves` };
  } finally {
    device.remove();
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function parkedOf(device: Awaited<ReturnType<typeof makeSyncedDevice>>): number {
  return device.work().engine.status().needsPerson;
}
