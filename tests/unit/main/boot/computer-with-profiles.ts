import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { createLifecycle, type Lifecycle } from '../../../../src/main/boot/create-lifecycle';
import { createProfiles, type Profiles } from '../../../../src/main/boot/create-profiles';
import { openProfile } from '../../../../src/main/boot/open-profile';
import { systemRandom } from '../../../../src/main/boot/system-ports';
import type { OpenedDatabase } from '../../../../src/main/database/open-database';
import { draftSessions, drafts } from '../../../../src/main/database/schema';
import { readSyncState } from '../../../../src/main/database/sync-state';
import type { Keyring } from '../../../../src/main/session/keyring';
import { openProfileList } from '../../../../src/main/session/profile-list';
import type { Answer, SessionClient } from '../../../../src/main/session/session';
import { createVault } from '../../../../src/main/session/vault';
import type { Person, SignInAnswer } from '../../../../src/shared/contracts/sync-api';
import { migrationsFolder } from '../../../support/test-database';

type Work = { stop(): void };
type Life = { lifecycle: Lifecycle<Work> };

const startMs = Date.UTC(2026, 10, 22);
export const kari = person('kari');
export const ola = person('ola');
export const ringing: Keyring = {
  backend: 'test',
  wrap: async (secret) => Buffer.from(secret).reverse(),
  unwrap: async (wrapped) => Buffer.from(wrapped).reverse().toString(),
};

export type Computer = ReturnType<typeof makeComputer>;

/** A computer with its one profile started, anew for each test; after each, at most one was open at any time. */
export function computerForEachTest(): Computer {
  const computer = makeComputer();
  beforeEach(() => computer.begin());
  afterEach(() => computer.end());
  return computer;
}

function makeComputer() {
  let mostOpened = 0;
  const computer = {
    /** Databases that are open. */
    opened: 0,
    root: '',
    /** Null: the desktop has none. */
    keyring: ringing as Keyring | null,
    profiles: undefined as unknown as Profiles<Work, Life>,
    /** What was asked of the server and of the page, in order. */
    events: [] as string[],
    /** The server answers when this is fulfilled. */
    answer: Promise.resolve(),
    async begin(): Promise<void> {
      computer.root = mkdtempSync(join(tmpdir(), 'feltbok-profiles-'));
      computer.keyring = ringing;
      computer.events = [];
      computer.answer = Promise.resolve();
      computer.opened = 0;
      mostOpened = 0;
      await computer.startAgain();
    },
    end(): void {
      computer.profiles.stop();
      expect(computer.opened).toBe(0);
      expect(mostOpened).toBeLessThanOrEqual(1);
      rmSync(computer.root, { recursive: true, force: true });
    },
    async startAgain(): Promise<void> {
      computer.profiles = start();
      await computer.profiles.lifecycle.start();
    },
    /** Ends as a crash does: nothing is noted. */
    async crash(): Promise<void> {
      computer.profiles.lifecycle.stop();
      await computer.startAgain();
    },
    signIn: (who: Person) => computer.profiles.lifecycle.signIn({ email: who.email, password: 'right' }),
    async create(label: string): Promise<string> {
      expect(await computer.profiles.create({ label, organisation: null })).toEqual({ kind: 'opened' });
      return computer.profiles.current().profile.id;
    },
    typeSomething(): void {
      const orm = computer.profiles.lifecycle.database()?.orm;
      const sessionId = systemRandom.newId();
      const times = { openedAt: startMs, updatedAt: startMs };
      const header = { unitId: kari.id, values: {}, pinned: [] };
      orm
        ?.insert(draftSessions)
        .values({ id: sessionId, header, ...times })
        .run();
      const row = { id: systemRandom.newId(), sessionId, position: 1, origin: 'free' as const };
      orm
        ?.insert(drafts)
        .values({ ...row, cells: { duration: '45' }, updatedAt: startMs })
        .run();
    },
    name: () => computer.profiles.lifecycle.session.person()?.name ?? null,
    ids: () => computer.profiles.list().map(({ id }) => id),
    rows: () => computer.profiles.lifecycle.database()?.orm.select().from(drafts).all().length,
    device() {
      const database = computer.profiles.lifecycle.database();
      return database && readSyncState(database, systemRandom.newId).deviceId;
    },
  };

  const client: SessionClient = {
    async signIn({ email }): Promise<Answer<SignInAnswer>> {
      await computer.answer;
      const found = [kari, ola].find((each) => each.email === email);
      if (!found) throw new Error('nobody of that name');
      return { kind: 'ok', value: { ...tokens(`first-${found.name}`), person: found } };
    },
    async signInWithProvider() {
      throw new Error('The tests sign in by password.');
    },
    async refresh(refreshToken) {
      computer.events.push(`refresh ${refreshToken}`);
      await computer.answer;
      return { kind: 'ok', value: tokens(`next-${refreshToken}`) };
    },
    async signOut(refreshToken) {
      computer.events.push(`revoke ${refreshToken}`);
    },
  };

  const start = () =>
    createProfiles<Work, Life>({
      list: openProfileList(computer.root),
      make: ({ folder }) => ({ lifecycle: lifeIn(folder) }),
      newId: systemRandom.newId,
      beforeChange: () => computer.events.push('hang up'),
      afterChange: () => computer.events.push('change'),
      log: () => {},
    });

  const lifeIn = (folder: string): Lifecycle<Work> => {
    const databaseFile = join(folder, 'feltbok.db');
    const doors = openProfile({
      databaseFile,
      migrationsFolder,
      ports: { nowMs: () => startMs, newId: systemRandom.newId, log: () => {} },
    });
    const lifecycle: Lifecycle<Work> = createLifecycle<Work>({
      vault: createVault({ file: join(folder, 'vault.json'), databaseFile, findKeyring, log: () => {} }),
      databaseFile,
      open: (key) => counted(doors.open(key)),
      rescue: (key) => counted(doors.rescue(key)),
      client,
      startWork: () => ({ stop: () => {} }),
      nowMs: () => startMs,
      newId: systemRandom.newId,
      onBoot: () => lifecycle.database() && computer.profiles?.noteUnlocked(),
      onSession: () => {},
      log: () => {},
    });
    return lifecycle;
  };

  const findKeyring = async () =>
    computer.keyring ? { kind: 'keyring' as const, keyring: computer.keyring } : { kind: 'none' as const };

  /** Watches that never more than one is open. */
  const counted = (one: OpenedDatabase): OpenedDatabase => {
    if (one.kind === 'problem') return one;
    computer.opened += 1;
    mostOpened = Math.max(mostOpened, computer.opened);
    const close = () => {
      one.database.close();
      computer.opened -= 1;
    };
    return { kind: 'open', database: { ...one.database, close } };
  };

  return computer;
}

function person(named: string): Person {
  return {
    id: systemRandom.newId(),
    name: named,
    email: `${named}@feltbok.example`,
    role: 'coordinator',
    orgId: systemRandom.newId(),
    orgSlug: 'demo-horsel',
    orgName: 'Organisasjon av noen',
    unitIds: [],
  };
}

function tokens(named: string) {
  return { accessToken: `access ${named}`, refreshToken: named, expiresInS: 600 };
}
