import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLifecycle, type Lifecycle } from '../../../../src/main/boot/create-lifecycle';
import { createProfiles, type Profiles } from '../../../../src/main/boot/create-profiles';
import { openProfile } from '../../../../src/main/boot/open-profile';
import { systemRandom } from '../../../../src/main/boot/system-ports';
import { lockProfile } from '../../../../src/main/database/lock-profile';
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
const phrase = 'blå fjell og stille vann';
const kari = person('kari');
const ola = person('ola');
const ringing: Keyring = {
  backend: 'test',
  wrap: async (secret) => Buffer.from(secret).reverse(),
  unwrap: async (wrapped) => Buffer.from(wrapped).reverse().toString(),
};

let root: string;
let keyring: Keyring | null;
let profiles: Profiles<Work, Life>;
let events: string[];
let opened: number;
let mostOpened: number;
let answer: Promise<void>;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'feltbok-profiles-'));
  keyring = ringing;
  events = [];
  opened = 0;
  mostOpened = 0;
  answer = Promise.resolve();
  profiles = start();
  await profiles.lifecycle.start();
});
afterEach(() => {
  profiles.stop();
  expect(opened).toBe(0);
  expect(mostOpened).toBeLessThanOrEqual(1);
  rmSync(root, { recursive: true, force: true });
});

const client: SessionClient = {
  async signIn({ email }): Promise<Answer<SignInAnswer>> {
    await answer;
    const found = [kari, ola].find((each) => each.email === email);
    if (!found) throw new Error('nobody of that name');
    return { kind: 'ok', value: { ...tokens(`first-${found.name}`), person: found } };
  },
  async signInWithProvider() {
    throw new Error('The tests sign in by password.');
  },
  async refresh(refreshToken) {
    events.push(`refresh ${refreshToken}`);
    await answer;
    return { kind: 'ok', value: tokens(`next-${refreshToken}`) };
  },
  async signOut(refreshToken) {
    events.push(`revoke ${refreshToken}`);
  },
};

function start(): Profiles<Work, Life> {
  return createProfiles<Work, Life>({
    list: openProfileList(root),
    make: ({ folder }) => ({ lifecycle: lifeIn(folder) }),
    newId: systemRandom.newId,
    beforeChange: () => events.push('hang up'),
    afterChange: () => events.push('change'),
    log: () => {},
  });
}

function lifeIn(folder: string): Lifecycle<Work> {
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
    onBoot: () => lifecycle.database() && profiles?.noteUnlocked(),
    onSession: () => {},
    log: () => {},
  });
  return lifecycle;
}

/** Watches that never more than one is open. */
function counted(one: OpenedDatabase): OpenedDatabase {
  if (one.kind === 'problem') return one;
  opened += 1;
  mostOpened = Math.max(mostOpened, opened);
  const close = () => {
    one.database.close();
    opened -= 1;
  };
  return { kind: 'open', database: { ...one.database, close } };
}

const findKeyring = async () => (keyring ? { kind: 'keyring' as const, keyring } : { kind: 'none' as const });
const signIn = (who: Person) => profiles.lifecycle.signIn({ email: who.email, password: 'right' });
const name = () => profiles.lifecycle.session.person()?.name ?? null;
const ids = () => profiles.list().map(({ id }) => id);
const device = () => {
  const database = profiles.lifecycle.database();
  return database && readSyncState(database, systemRandom.newId).deviceId;
};
const rows = () => profiles.lifecycle.database()?.orm.select().from(drafts).all().length;

async function create(label: string): Promise<string> {
  expect(await profiles.create({ label, organisation: null })).toEqual({ kind: 'opened' });
  return profiles.current().profile.id;
}

/** Ends as a crash does: nothing is noted. */
async function crash(): Promise<void> {
  profiles.lifecycle.stop();
  profiles = start();
  await profiles.lifecycle.start();
}

function typeSomething(): void {
  const orm = profiles.lifecycle.database()?.orm;
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
}

describe('an installation from before there were profiles', () => {
  it('opens as it was, with no file moved or written over', async () => {
    await signIn(kari);
    profiles.stop();
    rmSync(join(root, 'profiles.json'));
    const before = readFileSync(join(root, 'vault.json'));
    const names = readdirSync(root).sort();
    profiles = start();
    await profiles.lifecycle.start();
    expect(name()).toBe('kari');
    expect(ids()).toEqual(['first']);
    expect(readFileSync(join(root, 'vault.json'))).toEqual(before);
    expect(readdirSync(root)).toEqual(expect.arrayContaining(names));
    expect(existsSync(join(root, 'profiles'))).toBe(false);
  });
});

describe('several profiles', () => {
  it('each keep their person, device and rows, and go back to them', async () => {
    await signIn(kari);
    typeSomething();
    const first = device();
    const second = await create('Meg');
    expect(profiles.lifecycle.state()).toEqual({ kind: 'sign_in' });
    expect(rows()).toBe(0);
    await signIn(ola);
    expect([name(), device() === first]).toEqual(['ola', false]);
    await profiles.open('first');
    expect([name(), device(), rows()]).toEqual(['kari', first, 1]);
    await profiles.open(second);
    expect([name(), rows()]).toEqual(['ola', 0]);
  });

  it('use only their own tokens', async () => {
    await signIn(kari);
    await create('');
    await signIn(ola);
    events = [];
    await profiles.lifecycle.session.refresh();
    await profiles.open('first');
    expect(profiles.lifecycle.session.access()).toBeNull();
    await profiles.lifecycle.session.refresh();
    expect(events.filter((event) => event.startsWith('refresh'))).toEqual([
      'refresh first-ola',
      'refresh first-kari',
    ]);
  });

  it('open the last one again after a restart, also after a crash', async () => {
    await signIn(kari);
    const second = await create('Meg');
    await signIn(ola);
    await crash();
    expect([profiles.current().profile.id, name()]).toEqual([second, 'ola']);
    expect(profiles.current().profile.label).toBe('Meg');
  });

  it('let go of the closed one, and keep other processes from the open one', async () => {
    await signIn(kari);
    await create('');
    lockProfile(join(root, 'feltbok.db'))();
    const file = join(profiles.current().profile.folder, 'feltbok.db');
    expect(() => lockProfile(file)).toThrow(/locked/);
  });

  it('tell the page to hang up before anything of another is there', async () => {
    await create('');
    expect(events).toEqual(['hang up', 'change']);
  });

  it('are named when there is nothing to open, and when there are too many', async () => {
    expect(await profiles.open(systemRandom.newId())).toEqual({ kind: 'not_found' });
    for (let more = profiles.list().length; more < 20; more += 1) await create(`${more}`);
    expect(await profiles.create({ label: '', organisation: null })).toEqual({ kind: 'too_many' });
    await profiles.open('first');
  });
});

describe('what is under way when a profile is closed', () => {
  it('ends in nothing: signing in', async () => {
    let come = () => {};
    answer = new Promise((resolve) => {
      come = resolve;
    });
    const signingIn = signIn(kari);
    const second = await create('');
    come();
    await signingIn;
    expect([name(), profiles.current().profile.id]).toEqual([null, second]);
    await profiles.open('first');
    expect(name()).toBeNull();
  });

  it('ends in nothing: a new token', async () => {
    await signIn(kari);
    let come = () => {};
    answer = new Promise((resolve) => {
      come = resolve;
    });
    const refreshing = profiles.lifecycle.session.refresh();
    await create('');
    come();
    expect(await refreshing).toBe('refused');
    expect(name()).toBeNull();
  });

  it('ends in nothing: a passphrase that is being tried', async () => {
    keyring = null;
    await create('');
    const unlocking = profiles.lifecycle.unlock(phrase);
    await profiles.open('first');
    await unlocking;
    expect(opened).toBe(profiles.lifecycle.database() ? 1 : 0);
  });
});

describe('what waits in the others', () => {
  const unsentOf = (id: string) => profiles.list().find((each) => each.id === id)?.unsent;

  it('is what was there when they were closed', async () => {
    await signIn(kari);
    typeSomething();
    typeSomething();
    await create('');
    expect(unsentOf('first')).toBe(2);
    await profiles.open('first');
    expect(unsentOf('first')).toBeNull();
  });

  it('is not known of one that was not closed', async () => {
    await signIn(kari);
    await create('');
    await profiles.open('first');
    profiles.lifecycle.stop();
    const list = openProfileList(root);
    expect(list.find('first')?.unsent).toBeNull();
  });

  it('is still known of one that nobody unlocked', async () => {
    keyring = null;
    const second = await create('');
    await profiles.lifecycle.unlock(phrase);
    await signIn(ola);
    typeSomething();
    keyring = ringing;
    await profiles.open('first');
    await profiles.open(second);
    expect(profiles.lifecycle.state()).toEqual({ kind: 'enter_passphrase', wrong: false });
    await profiles.open('first');
    expect(unsentOf(second)).toBe(1);
  });
});

describe('locking', () => {
  it('is refused where no passphrase would keep anybody out', async () => {
    await signIn(kari);
    expect(profiles.lock()).toBe(false);
    expect(name()).toBe('kari');
  });

  it('closes the database, wipes the key and asks for the passphrase, again and again', async () => {
    keyring = null;
    await create('');
    await profiles.lifecycle.unlock(phrase);
    await signIn(ola);
    typeSomething();
    for (const time of ['first', 'second']) {
      const { key } = profiles.lifecycle.database()?.opening ?? { key: Buffer.alloc(0) };
      expect([time, key.length, key.every((byte) => byte === 0)]).toEqual([time, 32, false]);
      expect(profiles.lock()).toBe(true);
      expect(key.every((byte) => byte === 0)).toBe(true);
      await expect.poll(() => profiles.lifecycle.state()).toEqual({ kind: 'enter_passphrase', wrong: false });
      expect([opened, profiles.lifecycle.session.person(), profiles.lifecycle.session.access()]).toEqual([
        0,
        null,
        null,
      ]);
      expect(profiles.current().profile.unsent).toBe(1);
      expect(profiles.lock()).toBe(false);
      expect(await profiles.lifecycle.unlock('something else')).toEqual({ ok: false });
      expect(await profiles.lifecycle.unlock(phrase)).toEqual({ ok: true });
      expect([name(), rows()]).toEqual(['ola', 1]);
    }
  });
});

describe('the list on the disk', () => {
  it('holds no more than her own words, counts and which is open', async () => {
    await signIn(kari);
    await create('Meg');
    await signIn(ola);
    const text = readFileSync(join(root, 'profiles.json'), 'utf8');
    for (const one of [kari, ola])
      for (const secret of [one.name, one.email, one.id, one.orgId, one.orgName, 'first-'.concat(one.name)])
        expect(text).not.toContain(secret);
    expect(Object.keys(JSON.parse(text).profiles[0]).sort()).toEqual([
      'id',
      'label',
      'organisation',
      'unsent',
    ]);
  });

  it('is made anew from the folders when it is damaged: labels go, profiles stay', async () => {
    await signIn(kari);
    const second = await create('Meg');
    await signIn(ola);
    profiles.stop();
    writeFileSync(join(root, 'profiles.json'), '{"current":');
    profiles = start();
    await profiles.lifecycle.start();
    expect([ids(), name()]).toEqual([['first', second], 'kari']);
    await profiles.open(second);
    expect(name()).toBe('ola');
  });

  it('names a profile anew', async () => {
    expect(profiles.rename('Kontoret')).toEqual({ kind: 'saved' });
    await crash();
    expect(profiles.current().profile.label).toBe('Kontoret');
  });

  it('forgets one that was made and left before it had a key', async () => {
    await signIn(kari);
    keyring = null;
    await create('Ved en feil');
    keyring = ringing;
    await profiles.open('first');
    expect(ids()).toEqual(['first']);
    expect(readdirSync(join(root, 'profiles'))).toEqual([]);
  });
});

describe('removing a profile', () => {
  it('is refused while something is kept only there, and nothing is touched', async () => {
    await signIn(kari);
    const second = await create('Meg');
    await signIn(ola);
    typeSomething();
    const counts = { waiting: 0, parked: 0, conflicts: 0, drafts: 1 };
    const unsent = { kind: 'unsent', counts, isHandedOver: false };
    expect(await profiles.remove({ kind: 'none' })).toEqual(unsent);
    expect(await profiles.remove({ kind: 'handed_over' })).toEqual(unsent);
    expect(await profiles.remove({ kind: 'typed', word: 'ja', seen: counts })).toEqual(unsent);
    expect([profiles.current().profile.id, name(), rows()]).toEqual([second, 'ola', 1]);
  });

  it('goes by the typed word: its folder is gone, another opens, the server hears of it', async () => {
    await signIn(kari);
    const second = await create('Meg');
    await signIn(ola);
    typeSomething();
    const seen = { waiting: 0, parked: 0, conflicts: 0, drafts: 1 };
    expect(await profiles.remove({ kind: 'typed', word: 'SLETT', seen })).toEqual({ kind: 'removed' });
    expect([ids(), name()]).toEqual([['first'], 'kari']);
    expect(existsSync(join(root, 'profiles', second))).toBe(false);
    expect(events).toContain('revoke first-ola');
  });

  it('leaves the computer its settings and the others their work when the first one goes', async () => {
    await signIn(kari);
    const second = await create('Meg');
    await signIn(ola);
    await profiles.open('first');
    writeFileSync(join(root, 'settings.json'), '{}');
    mkdirSync(join(root, 'damaged'));
    expect(await profiles.remove({ kind: 'none' })).toEqual({ kind: 'removed' });
    expect([ids(), name()]).toEqual([[second], 'ola']);
    expect(readdirSync(root).sort()).toEqual(['profiles', 'profiles.json', 'settings.json']);
    await crash();
    expect(name()).toBe('ola');
  });

  it('leaves a new and empty one when it was the last', async () => {
    await signIn(kari);
    expect(await profiles.remove({ kind: 'none' })).toEqual({ kind: 'removed' });
    expect([ids(), profiles.lifecycle.state()]).toEqual([['first'], { kind: 'sign_in' }]);
  });

  it('is refused for one that is locked: nobody can see what would be lost', async () => {
    keyring = null;
    await create('');
    expect(await profiles.remove({ kind: 'none' })).toEqual({ kind: 'not_open' });
  });

  it('is whole or not begun after a crash at any step of it', async () => {
    await signIn(kari);
    const second = await create('Meg');
    await signIn(ola);
    await profiles.open('first');
    profiles.stop();
    const kept = mkdtempSync(join(tmpdir(), 'feltbok-kept-'));
    cpSync(root, kept, { recursive: true });
    // Each name that the removal of the first takes away, in its order; of the other, the new name and then the rest.
    const names = readdirSync(root).filter((each) => /^(feltbok\.db.*|vault\.json)$/.test(each));
    for (let gone = 0; gone <= names.length; gone += 1) {
      rmSync(root, { recursive: true });
      cpSync(kept, root, { recursive: true });
      for (const each of names.sort().slice(0, gone)) rmSync(join(root, each));
      profiles = start();
      await profiles.lifecycle.start();
      expect(['ready', 'sign_in']).toContain(profiles.lifecycle.state().kind);
      await profiles.open(second);
      expect(name()).toBe('ola');
      profiles.stop();
    }
    rmSync(root, { recursive: true });
    cpSync(kept, root, { recursive: true });
    cpSync(join(root, 'profiles', second), join(root, 'profiles', `removed-${second}`), { recursive: true });
    rmSync(join(root, 'profiles', second), { recursive: true });
    profiles = start();
    await profiles.lifecycle.start();
    expect([ids(), name()]).toEqual([['first'], 'kari']);
    expect(readdirSync(join(root, 'profiles'))).toEqual([]);
    rmSync(kept, { recursive: true });
  });
});

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
