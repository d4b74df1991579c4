import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemRandom } from '../../../src/main/boot/system-ports';
import { watchConnectivity } from '../../../src/main/connectivity/watch-connectivity';
import { openDatabase } from '../../../src/main/database/open-database';
import { createSyncEngine } from '../../../src/main/sync/create-sync-engine';
import { createServerClient } from '../../../src/main/sync/server-client';
import { makeFakeClock } from '../../support/fake-clock';
import type { FaultClass } from '../fault-class';
import { migrationsFolder, temporaryFolder } from '../support/test-profile';

const minuteMs = 60_000;
const stepMs = 250;
const outageMs = 10 * minuteMs;
const afterMs = 15 * minuteMs;
/** The watch asks every two minutes while all is well, so that is how far computers lie apart. */
const spreadMs = 2 * minuteMs;
const jobMs = 5 * minuteMs;
const mostShare = 0.05;
const key = Buffer.alloc(32, 7);

export const faultClass: FaultClass = {
  id: 'F8',
  title: '200 clients find the server again after ten minutes',
  async run({ scaled, random, progress }) {
    const clients = scaled(200);
    const folder = temporaryFolder('storm');
    const clock = makeFakeClock(Date.now());
    const server = { isUp: true, asked: new Map<number, Set<number>>(), requests: 0 };
    const open = (file: string) => {
      const opened = openDatabase({ file, key, migrationsFolder });
      if (opened.kind === 'problem') throw new Error(`Cannot open: ${opened.problem}`);
      return opened.database;
    };
    const template = join(folder, 'template.db');
    open(template).close();
    const all: { stop(): void }[] = [];
    /** When each was well again for the first time. */
    const back = new Map<number, number>();
    const begin = (number: number) => {
      const file = join(folder, `${number}.db`);
      cpSync(template, file);
      const database = open(file);
      const client = createServerClient({
        network: async (url) => {
          const second = Math.floor(clock.now() / 1000);
          server.asked.set(second, (server.asked.get(second) ?? new Set()).add(number));
          server.requests += 1;
          if (!server.isUp) throw new TypeError('fetch failed');
          return new Response(url.includes('/health') ? healthText : pageText, {
            headers: { 'content-type': 'application/json' },
          });
        },
        baseUrl: 'https://feltbok.example',
        tokens: { access: () => 'token', refresh: async () => 'unreachable' },
        clock,
        appVersion: '0.1.0',
      });
      const engine = createSyncEngine({
        database,
        client,
        clock,
        random: { ...systemRandom, fraction: random.next },
        previousIsDead: true,
        signedIn: () => true,
        probe: () => watch.check(),
        onChange() {},
        onRunEnd(ok) {
          if (ok && !back.has(number)) back.set(number, clock.now());
        },
        onDefect(error) {
          throw error;
        },
      });
      const watch = watchConnectivity({
        osOnline: () => true,
        probe: client.probe,
        mayAsk: () => true,
        serverOnLoopback: false,
        now: clock.now,
        after: clock.after,
        fraction: random.next,
        onChange: (connectivity) => engine.applyConnectivity(connectivity),
        onWake() {},
      });
      const job = () => {
        void engine.run('schedule');
        clock.after(jobMs, job);
      };
      clock.after(random.int(0, jobMs), job);
      all.push({
        stop() {
          watch.stop();
          engine.stop();
          database.close();
        },
      });
    };
    const pass = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += stepMs) {
        clock.advance(stepMs);
        for (let turn = 0; turn < 4; turn += 1) await nextTurn();
      }
    };
    try {
      for (let number = 0; number < clients; number += 1)
        clock.after(random.int(0, spreadMs), () => begin(number));
      await pass(2 * spreadMs);
      progress(1, 3);
      server.isUp = false;
      server.requests = 0;
      await pass(outageMs);
      const duringOutage = server.requests;
      progress(2, 3);
      server.isUp = true;
      const upAt = clock.now();
      server.asked.clear();
      back.clear();
      await pass(afterMs);
      const peak = Math.max(...[...server.asked.values()].map((who) => who.size));
      const left = clients - back.size;
      const last = Math.max(...back.values());
      return {
        tries: clients,
        lost: 0,
        duplicated: 0,
        corrupt: 0,
        others: { peakAbove5Percent: peak > Math.max(2, clients * mostShare) ? peak : 0, notSynced: left },
        note: `peak second ${peak} of ${clients} clients, last one synced ${Math.round((last - upAt) / 1000)} s after; ${duringOutage} requests while it was away; the computers lie up to ${spreadMs / 1000} s apart`,
      };
    } finally {
      for (const { stop } of all) stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const healthText = JSON.stringify({ service: 'feltbok', protocol: 1, epoch: 'e' });
const pageText = JSON.stringify({
  epoch: 'e',
  cursor: 'c',
  more: false,
  snapshot: false,
  progress: null,
  changes: {},
  tombstones: {},
});
