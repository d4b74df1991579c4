import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRandom, type Random } from '../../server/seed/random';
import type { Cells } from '../../src/shared/contracts/drafts';
import { entityNames } from '../../src/shared/contracts/entities';
import { makeSimDevice, type SimDevice } from './device';
import { emptyDatabase } from './empty-database';
import { drawRates, noRates, type Rates } from './faults';
import { findInQueue } from './find-in-queue';
import { checkDevice, isToCheck } from './invariants';
import type { Seen } from './look';
import type { WireAnswer } from './model/answer';
import { makeNetwork } from './network';
import { type Intent, makeOracle, mirrorKey, type Oracle, type Violation } from './oracle';
import type { WorldPlan } from './plan';
import type { SimServer } from './sim-server';
import { comeToRest, type Timeline } from './timeline';
import { makeWatch, type Watch } from './watch';

type Waiting = { id: string; recordId: string; waits: boolean };

export type WorldOptions = {
  seed: number;
  plan: WorldPlan;
  server: SimServer;
  timeline: Timeline;
  /** Told each event in words. */
  tell: (line: string) => void;
};

export type World = {
  seed: number;
  server: SimServer;
  timeline: Timeline;
  oracle: Oracle;
  watch: Watch;
  violations: Violation[];
  report(violation: Violation): void;
  rates: Rates;
  /** Whether some records make the server fail on them. */
  poisonous: boolean;
  devices: SimDevice[];
  /** Chance for one purpose; the same whatever the others draw. */
  draws(purpose: string): Random;
  note(who: string, what: string): void;
  traceHash(): string;
  nextNumber(): number;
  later(delayMs: number, run: () => unknown): void;
  /** What a server that is down answers; null while it is up. */
  outage(): WireAnswer | null;
  setOutage(answer: WireAnswer | null): void;
  setUnits(email: string, unitIds: readonly string[]): Promise<void>;
  /** Whether a person's units changed and her computer has not begun anew since. */
  isScopeNew(device: SimDevice): boolean;
  scopeSettled(device: SimDevice): void;
  orgOf(email: string): string;
  orgOfRecord(key: string): string | undefined;
  unitsOfOrg(email: string): string[];
  deviceIdOf(device: SimDevice): string | null;
  backUp(): Promise<void>;
  restore(): Promise<void>;
  /** Rows that were typed and saved and are in the entry session still. */
  typed(device: SimDevice): Map<string, Cells>;
  unsure(device: SimDevice, intent: Intent): void;
  seen(device: SimDevice): Seen | undefined;
  see(device: SimDevice, now: Seen): void;
  /** What she was told is saved and the server has not decided on, as the simulation knows it. */
  unsentOf(device: SimDevice): Intent[];
  left(device: SimDevice): void;
  /** After a crash she looks at what is there. */
  lookAtDrafts(device: SimDevice): Promise<void>;
  restartFrozen(device: SimDevice): Promise<void>;
  waiting(device: SimDevice): Waiting[];
  parked(device: SimDevice): Set<string>;
  /** Lets everything come to rest after an event, restarts what has died, and checks. False when something is wrong. */
  settle(): Promise<boolean>;
  advance(ms: number): Promise<void>;
  endFaults(): void;
  close(): Promise<void>;
};

/** A folder in memory, where the system has one: waiting for a real disk is most of a run otherwise. */
const memoryDisk = '/dev/shm';

/** Everything one run consists of. Nothing in it knows the real time, and chance comes from the seed alone. */
export function makeWorld(options: WorldOptions): World {
  const { seed, plan, server, timeline } = options;
  const random = makeRandom(seed * 7 + 1);
  const violations: Violation[] = [];
  const report = (violation: Violation) => {
    violations.push(violation);
    options.tell(`✗ ${violation.kind} ${violation.device}: ${violation.what}`);
  };
  const hash = createHash('sha256');
  const folder = mkdtempSync(join(existsSync(memoryDisk) ? memoryDisk : tmpdir(), 'feltbok-simulation-'));
  const oracle = makeOracle(report);
  const watch = makeWatch(report);
  const seen = new Map<string, Seen>();
  const typed = new Map<string, Map<string, Cells>>();
  const unsure = new Map<string, Intent[]>();
  const newScope = new Set<string>();
  const orgOfRecord = new Map<string, string>();
  const orgOfEmail = new Map<string, string>();
  let outage: WireAnswer | null = null;
  let backup: (() => Promise<void>) | null = null;
  let numbers = 0;

  for (const { orgId, rows } of plan.organisations) {
    for (const entity of entityNames)
      for (const { id } of rows[entity]) orgOfRecord.set(mirrorKey(entity, String(id)), orgId);
    for (const { email } of rows.users) orgOfEmail.set(String(email), orgId);
  }

  const world: World = {
    seed,
    server,
    timeline,
    oracle,
    watch,
    violations,
    report,
    rates: drawRates(random) as Rates,
    poisonous: random.chance(0.2),
    devices: [] as SimDevice[],
    draws: (purpose: string): Random => makeRandom(hashOf(`${seed} ${purpose}`)),
    note(who: string, what: string): void {
      const line = `${new Date(timeline.now()).toISOString().slice(5, 23)} ${who.padEnd(9)} ${what}`;
      hash.update(line);
      options.tell(line);
    },
    traceHash: () => hash.copy().digest('hex').slice(0, 16),
    nextNumber: () => {
      numbers += 1;
      return numbers;
    },
    later(delayMs: number, run: () => unknown): void {
      timeline.at(timeline.now() + delayMs, run);
    },
    outage: () => outage,
    setOutage(answer: WireAnswer | null): void {
      outage = answer;
    },
    async setUnits(email: string, unitIds: readonly string[]): Promise<void> {
      await server.setUnits(email, unitIds);
      for (const device of world.devices) if (device.email === email) newScope.add(device.name);
    },
    isScopeNew: (device: SimDevice) => newScope.has(device.name),
    scopeSettled: (device: SimDevice) => newScope.delete(device.name),
    orgOf: (email: string) => orgOfEmail.get(email) ?? '',
    orgOfRecord: (key: string) => orgOfRecord.get(key),
    unitsOfOrg: (email: string): string[] => {
      const org = plan.organisations.find(({ orgId }) => orgId === orgOfEmail.get(email));
      return (org?.rows.org_units ?? []).filter(({ kind }) => kind === 'local').map(({ id }) => String(id));
    },
    deviceIdOf(device: SimDevice): string | null {
      const row = device.database()?.prepare('SELECT device_id AS id FROM sync_state').get();
      return (row as { id: string } | undefined)?.id ?? null;
    },
    async backUp(): Promise<void> {
      const decisions = oracle.backUp();
      const restore = await server.backUp();
      if (!restore) return;
      backup = async () => {
        await restore();
        oracle.restore(decisions);
        // Until they have met the new history, mirrors hold rows of the old one.
        for (const device of world.devices) newScope.add(device.name);
      };
    },
    async restore(): Promise<void> {
      await backup?.();
      backup = null;
    },
    typed(device: SimDevice): Map<string, Cells> {
      const known = typed.get(device.name) ?? new Map<string, Cells>();
      typed.set(device.name, known);
      return known;
    },
    unsure(device: SimDevice, intent: Intent): void {
      unsure.set(device.name, [...(unsure.get(device.name) ?? []), intent]);
    },
    seen: (device: SimDevice) => seen.get(device.name),
    see: (device: SimDevice, now: Seen) => void seen.set(device.name, now),
    unsentOf: (device: SimDevice): Intent[] =>
      oracle
        .intentsOf(device.name)
        .filter(
          (intent) =>
            !intent.closed &&
            ![...intent.ids].some((id) => oracle.everDecided(device.name, id)?.intents.includes(intent)),
        ),
    left(device: SimDevice): void {
      oracle.leave(device.name);
      typed.delete(device.name);
      watch.forget(device);
      device.pausedUntil = null;
    },
    async lookAtDrafts(device: SimDevice): Promise<void> {
      const session = await device.work()?.workspace.drafts.open(undefined as never);
      if (session) typed.set(device.name, new Map(session.rows.map(({ id, cells }) => [id, cells])));
    },
    async restartFrozen(device: SimDevice): Promise<void> {
      world.note(device.name, 'starts again');
      await device.restart();
      watch.forget(device);
      for (const intent of unsure.get(device.name) ?? [])
        if (!findInQueue(device, oracle, intent)) oracle.forget(intent);
      unsure.delete(device.name);
      const pausedUntil = device.work()?.engine.status().pausedUntil ?? null;
      device.pausedUntil = pausedUntil;
      await world.lookAtDrafts(device);
    },
    waiting(device: SimDevice): Waiting[] {
      const database = device.database();
      if (!database) return [];
      const rows = database
        .prepare(
          `SELECT id, record_id AS recordId, payload FROM outbox WHERE state IN ('pending', 'in_flight') ORDER BY sequence`,
        )
        .all() as { id: string; recordId: string; payload: string }[];
      const blocked = new Set(recordsParked(device));
      return rows.map(({ id, recordId, payload }) => {
        const waits =
          blocked.has(recordId) ||
          [...blocked].some((other) => payload.includes(other)) ||
          (world.poisonous && payload.includes('poison'));
        if (waits) blocked.add(recordId);
        return { id, recordId, waits };
      });
    },
    parked(device: SimDevice): Set<string> {
      const rows = device.database()?.prepare(`SELECT id FROM outbox WHERE state = 'parked'`).all() ?? [];
      return new Set((rows as { id: string }[]).map(({ id }) => id));
    },
    async settle(): Promise<boolean> {
      await comeToRest();
      for (const device of world.devices) {
        if (device.frozen) {
          world.note(device.name, 'died');
          await world.restartFrozen(device);
          await comeToRest();
        }
        if (isToCheck(world, device)) await checkDevice(world, device);
      }
      return violations.length === 0;
    },
    advance: (ms: number) => timeline.advance(ms, world.settle),
    endFaults(): void {
      world.rates = noRates;
      outage = null;
    },
    async close(): Promise<void> {
      for (const device of world.devices) device.stop();
      rmSync(folder, { recursive: true, force: true });
      await server.close();
    },
  };

  function recordsParked(device: SimDevice): string[] {
    const rows = device
      .database()
      ?.prepare(`SELECT record_id AS id FROM outbox WHERE state = 'parked'`)
      .all();
    return ((rows ?? []) as { id: string }[]).map(({ id }) => id);
  }

  for (const [index, email] of plan.devices.entries()) {
    const name = `pc${index + 1}`;
    const place = join(folder, name);
    mkdirSync(place);
    writeFileSync(join(place, 'feltbok.db'), emptyDatabase(folder));
    world.devices.push(
      makeSimDevice(
        { timeline, password: server.password, draws: world.draws },
        {
          name,
          email,
          folder: place,
          network: (device) => makeNetwork(world, device),
        },
      ),
    );
  }
  return world;
}

function hashOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32LE(0);
}
