import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { createLifecycle, type Lifecycle } from '../../../../src/main/boot/create-lifecycle';
import { openProfile } from '../../../../src/main/boot/open-profile';
import { systemRandom } from '../../../../src/main/boot/system-ports';
import { draftSessions, drafts } from '../../../../src/main/database/schema';
import type { Keyring } from '../../../../src/main/session/keyring';
import type { Answer, SessionClient } from '../../../../src/main/session/session';
import { createVault } from '../../../../src/main/session/vault';
import type { Person, RefreshAnswer, SignInAnswer, Tokens } from '../../../../src/shared/contracts/sync-api';
import { migrationsFolder } from '../../../support/test-database';

const startMs = Date.UTC(2026, 10, 21);
export const phrase = 'blå fjell og stille vann';
export const kari = person('kari');
export const ola = person('ola');

/** One profile on disk, from passphrase to work, before a server that knows Kari and Ola by their e-mail address. */
export type Life = {
  folder: string;
  /** Null: a passphrase is asked for. */
  keyring: Keyring | null;
  /** What happened so far, in order; tests empty it. */
  events: string[];
  /** What the server answers when a token is to be refreshed. */
  nextRefresh: () => Promise<Answer<RefreshAnswer>>;
  lifecycle: Lifecycle<{ stop(): void }>;
  /** Makes the lifecycle anew on the same files, without starting it. */
  begin(): void;
  restart(): Promise<void>;
  signIn(who: Person): ReturnType<Lifecycle<{ stop(): void }>['signIn']>;
  /** Puts something into the database that exists only here. */
  typeSomething(): void;
};

/** Stands for the operating system's; spares the tests that are about something else the slow passphrase. */
export const someKeyring: Keyring = {
  backend: 'test',
  wrap: async (secret) => Buffer.from(secret).reverse(),
  unwrap: async (wrapped) => Buffer.from(wrapped).reverse().toString(),
};

/** Gives each test of the file a profile of its own. */
export function lifeForEachTest(give: (life: Life) => void): void {
  let life: Life;
  beforeEach(() => {
    life = makeLife();
    give(life);
  });
  afterEach(() => {
    life.lifecycle.stop();
    rmSync(life.folder, { recursive: true, force: true });
  });
}

function makeLife(): Life {
  const folder = mkdtempSync(join(tmpdir(), 'feltbok-life-'));
  const life: Life = {
    folder,
    keyring: null,
    events: [],
    nextRefresh: async () => ({ kind: 'ok', value: tokens('second') }),
    lifecycle: null as never,
    begin() {
      life.lifecycle = start(life);
    },
    async restart() {
      life.lifecycle.stop();
      life.begin();
      life.events = [];
      await life.lifecycle.start();
      if (!life.keyring) await life.lifecycle.unlock(phrase);
    },
    signIn: (who) => life.lifecycle.signIn({ email: who.email, password: 'right' }),
    typeSomething: () => typeSomething(life),
  };
  life.begin();
  return life;
}

function start(life: Life): Lifecycle<{ stop(): void }> {
  const databaseFile = join(life.folder, 'feltbok.db');
  const findKeyring = async () =>
    life.keyring ? { kind: 'keyring' as const, keyring: life.keyring } : { kind: 'none' as const };
  return createLifecycle({
    vault: createVault({ file: join(life.folder, 'vault.json'), databaseFile, findKeyring, log: () => {} }),
    databaseFile,
    ...openProfile({
      databaseFile,
      migrationsFolder,
      ports: { nowMs: () => startMs, newId: systemRandom.newId, log: () => {} },
    }),
    client: makeClient(life),
    startWork: (_database, { name }) => {
      life.events.push(`work ${name}`);
      return { stop: () => life.events.push('stop') };
    },
    nowMs: () => startMs,
    newId: systemRandom.newId,
    onBoot: ({ kind }) => life.events.push(kind),
    onSession: () => life.events.push(life.lifecycle.session.signedIn() ? 'signed in' : 'not signed in'),
    log: () => {},
  });
}

function makeClient(life: Life): SessionClient {
  return {
    async signIn({ email, password }): Promise<Answer<SignInAnswer>> {
      const found = [kari, ola].find((each) => each.email === email);
      if (!found || password !== 'right') return refused('wrong_credentials');
      return { kind: 'ok', value: { ...tokens(`first-${found.name}`), person: found } };
    },
    signInWithProvider: async ({ idToken }) => {
      const found = [kari, ola].find((each) => each.name === idToken);
      if (!found) return refused('person_unknown');
      return { kind: 'ok', value: { ...tokens(`first-${found.name}`), person: found } };
    },
    refresh(refreshToken) {
      life.events.push(`refresh ${refreshToken}`);
      return life.nextRefresh();
    },
    async signOut(refreshToken) {
      life.events.push(`revoke ${refreshToken}`);
    },
  };
}

function typeSomething({ lifecycle }: Life): void {
  const orm = lifecycle.database()?.orm;
  const sessionId = systemRandom.newId();
  const times = { openedAt: startMs, updatedAt: startMs };
  orm
    ?.insert(draftSessions)
    .values({ id: sessionId, header: { unitId: kari.id, values: {}, pinned: [] }, ...times })
    .run();
  const cells = { duration: '45' };
  const row = { id: systemRandom.newId(), sessionId, position: 1, origin: 'free' as const, cells };
  orm
    ?.insert(drafts)
    .values({ ...row, updatedAt: startMs })
    .run();
}

function person(name: string): Person {
  return {
    id: systemRandom.newId(),
    name,
    email: `${name}@feltbok.example`,
    role: 'coordinator',
    orgId: systemRandom.newId(),
    orgSlug: 'demo-horsel',
    orgName: 'Demo',
    unitIds: [],
  };
}

export function tokens(name: string): Tokens {
  return { accessToken: `access ${name}`, refreshToken: name, expiresInS: 600 };
}

export function refused(kind: string): { kind: 'failed'; failure: { kind: string; notBefore: null } } {
  return { kind: 'failed', failure: { kind, notBefore: null } };
}
