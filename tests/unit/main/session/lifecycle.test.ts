import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLifecycle, type Lifecycle } from '../../../../src/main/boot/create-lifecycle';
import { openProfile } from '../../../../src/main/boot/open-profile';
import { systemRandom } from '../../../../src/main/boot/system-ports';
import { draftSessions, drafts, notices } from '../../../../src/main/database/schema';
import type { Keyring } from '../../../../src/main/session/keyring';
import type { Answer, SessionClient } from '../../../../src/main/session/session';
import { createVault } from '../../../../src/main/session/vault';
import type { Person, RefreshAnswer, SignInAnswer, Tokens } from '../../../../src/shared/contracts/sync-api';
import { migrationsFolder } from '../../../support/test-database';

const startMs = Date.UTC(2026, 10, 21);
const phrase = 'blå fjell og stille vann';
const kari = person('kari');
const ola = person('ola');

let folder: string;
let keyring: Keyring | null;
let events: string[];
let nextRefresh: () => Promise<Answer<RefreshAnswer>>;
let lifecycle: Lifecycle<{ stop(): void }>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-life-'));
  events = [];
  nextRefresh = async () => ({ kind: 'ok', value: tokens('second') });
  keyring = null;
  lifecycle = start();
});
afterEach(() => {
  lifecycle.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The server: knows Kari and Ola by their e-mail address. */
const client: SessionClient = {
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
    events.push(`refresh ${refreshToken}`);
    return nextRefresh();
  },
  async signOut(refreshToken) {
    events.push(`revoke ${refreshToken}`);
  },
};

/** Stands for the operating system's; spares the tests that are about something else the slow passphrase. */
const someKeyring: Keyring = {
  backend: 'test',
  wrap: async (secret) => Buffer.from(secret).reverse(),
  unwrap: async (wrapped) => Buffer.from(wrapped).reverse().toString(),
};

function start(): Lifecycle<{ stop(): void }> {
  const databaseFile = join(folder, 'feltbok.db');
  return createLifecycle({
    vault: createVault({ file: join(folder, 'vault.json'), databaseFile, findKeyring, log: () => {} }),
    databaseFile,
    ...openProfile({
      databaseFile,
      migrationsFolder,
      ports: { nowMs: () => startMs, newId: systemRandom.newId, log: () => {} },
    }),
    client,
    startWork: (_database, { name }) => {
      events.push(`work ${name}`);
      return { stop: () => events.push('stop') };
    },
    nowMs: () => startMs,
    newId: systemRandom.newId,
    onBoot: ({ kind }) => events.push(kind),
    onSession: () => events.push(lifecycle.session.signedIn() ? 'signed in' : 'not signed in'),
    log: () => {},
  });
}

async function restart(): Promise<void> {
  lifecycle.stop();
  lifecycle = start();
  events = [];
  await lifecycle.start();
  if (!keyring) await lifecycle.unlock(phrase);
}

const findKeyring = async () => (keyring ? { kind: 'keyring' as const, keyring } : { kind: 'none' as const });
const signIn = (who: Person) => lifecycle.signIn({ email: who.email, password: 'right' });

function typeSomething(): void {
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

describe('lifecycle', () => {
  it('goes from a passphrase over signing in to work', async () => {
    await lifecycle.start();
    expect(await lifecycle.unlock(phrase)).toEqual({ ok: true });
    expect(await lifecycle.signIn({ email: kari.email, password: 'wrong' })).toEqual({
      kind: 'wrong_credentials',
    });
    expect(await signIn(kari)).toEqual({ kind: 'signed_in' });
    expect(events).toEqual(['choose_passphrase', 'sign_in', 'work kari', 'ready', 'signed in']);
  });

  it('works again after a restart without asking the server', async () => {
    await lifecycle.start();
    await lifecycle.unlock(phrase);
    await signIn(kari);
    await restart();
    expect(events).toEqual(['enter_passphrase', 'work kari', 'ready', 'signed in']);
    expect(lifecycle.session.access()).toBeNull();
  });

  it('asks again after a wrong passphrase and opens nothing', async () => {
    await lifecycle.start();
    await lifecycle.unlock(phrase);
    await signIn(kari);
    lifecycle.stop();
    lifecycle = start();
    await lifecycle.start();
    expect(await lifecycle.unlock('something else')).toEqual({ ok: false });
    expect(lifecycle.state()).toEqual({ kind: 'enter_passphrase', wrong: true });
    expect(lifecycle.database()).toBeNull();
  });

  it('names the problem and keeps the file when the vault is gone', async () => {
    await lifecycle.start();
    await lifecycle.unlock(phrase);
    lifecycle.stop();
    rmSync(join(folder, 'vault.json'));
    const before = readFileSync(join(folder, 'feltbok.db'));
    lifecycle = start();
    await lifecycle.start();
    expect(lifecycle.state()).toEqual({ kind: 'key_problem', problem: 'key_damaged' });
    expect(readFileSync(join(folder, 'feltbok.db'))).toEqual(before);
  });
});

describe('session', () => {
  beforeEach(async () => {
    keyring = someKeyring;
    lifecycle = start();
    await lifecycle.start();
    await signIn(kari);
    events = [];
  });

  it('refreshes once for callers at the same time, and keeps the new token before it is used', async () => {
    const { session } = lifecycle;
    expect(await Promise.all([session.refresh(), session.refresh(), session.refresh()])).toEqual([
      'refreshed',
      'refreshed',
      'refreshed',
    ]);
    expect(session.access()).toBe('access second');
    await restart();
    await lifecycle.session.refresh();
    expect(events.filter((event) => event.startsWith('refresh'))).toEqual(['refresh second']);
  });

  it('goes on with the same work when the server ends the sign-in', async () => {
    typeSomething();
    nextRefresh = async () => refused('refresh_refused');
    expect(await lifecycle.session.refresh()).toBe('refused');
    expect(events).toEqual(['refresh first-kari', 'ready', 'not signed in']);
    expect(lifecycle.state().kind).toBe('ready');
    expect(await signIn(kari)).toEqual({ kind: 'signed_in' });
    expect(lifecycle.database()?.orm.select().from(drafts).all()).toHaveLength(1);
  });

  it('stays signed in when the server cannot be reached', async () => {
    nextRefresh = async () => refused('timeout');
    expect(await lifecycle.session.refresh()).toBe('unreachable');
    expect(lifecycle.session.signedIn()).toBe(true);
  });

  it.each([
    ['refresh_refused', 'expired'],
    ['auth_needed', 'expired'],
    ['device_copied', 'device_copied'],
    ['device_refused', 'device_refused'],
    ['account_closed', 'account_closed'],
  ])(
    'keeps why the server ended the sign-in (%s), also after a restart, until she is in again',
    async (kind, ended) => {
      expect(lifecycle.state()).toMatchObject({ kind: 'ready', ended: null });
      nextRefresh = async () => refused(kind);
      expect(await lifecycle.session.refresh()).toBe('refused');
      expect(lifecycle.state()).toMatchObject({ kind: 'ready', ended });
      await restart();
      expect(lifecycle.state()).toMatchObject({ kind: 'ready', ended });
      expect(await signIn(kari)).toEqual({ kind: 'signed_in' });
      expect(lifecycle.state()).toMatchObject({ kind: 'ready', ended: null });
    },
  );

  it('has the flags that the server said last, across restarts without a network, and the defaults before', async () => {
    const features = () => (lifecycle.state() as { features?: unknown }).features;
    expect(features()).toEqual({ handOver: true });
    nextRefresh = async () => ({
      kind: 'ok',
      value: { ...tokens('second'), features: { handOver: false, ofAnotherVersion: true } },
    });
    await lifecycle.session.refresh();
    expect(features()).toEqual({ handOver: false });
    await restart();
    expect(features()).toEqual({ handOver: false });
    // A server that says nothing of them changes nothing.
    nextRefresh = async () => ({ kind: 'ok', value: tokens('third') });
    await lifecycle.session.refresh();
    expect(features()).toEqual({ handOver: false });
    nextRefresh = async () => refused('refresh_refused');
    await lifecycle.session.refresh();
    expect(features()).toEqual({ handOver: false });
  });

  it('takes over her units and role as they are now, and tells her once that her area has changed', async () => {
    const unitIds = [systemRandom.newId(), systemRandom.newId()];
    const moved = { ...kari, unitIds };
    nextRefresh = async () => ({ kind: 'ok', value: { ...tokens('second'), person: moved } });
    await lifecycle.session.refresh();
    nextRefresh = async () => ({
      kind: 'ok',
      value: { ...tokens('third'), person: { ...moved, unitIds: [...unitIds].reverse() } },
    });
    await lifecycle.session.refresh();
    const told = lifecycle.database()?.orm.select().from(notices).all();
    expect(told).toMatchObject([{ kind: 'area_changed', count: 2 }]);
    await restart();
    expect(new Set(lifecycle.session.person()?.unitIds)).toEqual(new Set(unitIds));
  });

  it('lets no answer about somebody else change whose work this is', async () => {
    nextRefresh = async () => ({ kind: 'ok', value: { ...tokens('second'), person: ola } });
    expect(await lifecycle.session.refresh()).toBe('refreshed');
    expect(lifecycle.session.person()).toEqual(kari);
  });

  it('lets her in by her organisation’s provider as by a password, and refuses another person’s work all the same', async () => {
    const show = (idToken: string) => lifecycle.signIn({ organisation: 'demo', idToken, proof: 'p' });
    typeSomething();
    expect(await show('nobody')).toEqual({ kind: 'person_unknown' });
    expect(await show('ola')).toEqual({ kind: 'other_person' });
    expect(await show('kari')).toEqual({ kind: 'signed_in' });
    expect(lifecycle.session.access()).toBe('access first-kari');
    expect(lifecycle.database()?.orm.select().from(drafts).all()).toHaveLength(1);
  });

  it('refuses to sign out while something exists only here', async () => {
    typeSomething();
    expect(await lifecycle.session.signOut()).toEqual({
      kind: 'unsent',
      counts: { waiting: 0, parked: 0, conflicts: 0, drafts: 1 },
      isHandedOver: false,
    });
    expect(lifecycle.state().kind).toBe('ready');
  });

  it('forgets everything on signing out, and tells the server', async () => {
    expect(await lifecycle.session.signOut()).toEqual({ kind: 'signed_out' });
    expect(events).toEqual(['revoke first-kari', 'stop', 'sign_in']);
    await restart();
    expect(lifecycle.state()).toEqual({ kind: 'sign_in' });
  });

  it('refuses another person while something of the first is not sent', async () => {
    typeSomething();
    expect(await signIn(ola)).toEqual({ kind: 'other_person' });
    expect(events).toEqual(['revoke first-ola']);
    expect(lifecycle.session.person()).toEqual(kari);
  });

  it('begins with an empty database for another person', async () => {
    const deviceBefore = lifecycle.database();
    expect(await signIn(ola)).toEqual({ kind: 'signed_in' });
    expect(events).toEqual(['revoke first-ola', 'stop', 'sign_in', 'work ola', 'ready', 'signed in']);
    expect(lifecycle.database()).not.toBe(deviceBefore);
    expect(existsSync(join(folder, 'vault.json'))).toBe(true);
  });
});

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

function tokens(name: string): Tokens {
  return { accessToken: `access ${name}`, refreshToken: name, expiresInS: 600 };
}

function refused(kind: string): { kind: 'failed'; failure: { kind: string; notBefore: null } } {
  return { kind: 'failed', failure: { kind, notBefore: null } };
}
