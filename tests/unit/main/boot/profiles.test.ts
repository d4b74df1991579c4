import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../src/main/boot/system-ports';
import { lockProfile } from '../../../../src/main/database/lock-profile';
import { openProfileList } from '../../../../src/main/session/profile-list';
import { computerForEachTest, kari, ola, ringing } from './computer-with-profiles';

const computer = computerForEachTest();
const phrase = 'blå fjell og stille vann';

describe('an installation from before there were profiles', () => {
  it('opens as it was, with no file moved or written over', async () => {
    await computer.signIn(kari);
    computer.profiles.stop();
    rmSync(join(computer.root, 'profiles.json'));
    const before = readFileSync(join(computer.root, 'vault.json'));
    const names = readdirSync(computer.root).sort();
    await computer.startAgain();
    expect(computer.name()).toBe('kari');
    expect(computer.ids()).toEqual(['first']);
    expect(readFileSync(join(computer.root, 'vault.json'))).toEqual(before);
    expect(readdirSync(computer.root)).toEqual(expect.arrayContaining(names));
    expect(existsSync(join(computer.root, 'profiles'))).toBe(false);
  });
});

describe('several profiles', () => {
  it('each keep their person, device and rows, and go back to them', async () => {
    await computer.signIn(kari);
    computer.typeSomething();
    const first = computer.device();
    const second = await computer.create('Meg');
    expect(computer.profiles.lifecycle.state()).toEqual({ kind: 'sign_in' });
    expect(computer.rows()).toBe(0);
    await computer.signIn(ola);
    expect([computer.name(), computer.device() === first]).toEqual(['ola', false]);
    await computer.profiles.open('first');
    expect([computer.name(), computer.device(), computer.rows()]).toEqual(['kari', first, 1]);
    await computer.profiles.open(second);
    expect([computer.name(), computer.rows()]).toEqual(['ola', 0]);
  });

  it('use only their own tokens', async () => {
    await computer.signIn(kari);
    await computer.create('');
    await computer.signIn(ola);
    computer.events = [];
    await computer.profiles.lifecycle.session.refresh();
    await computer.profiles.open('first');
    expect(computer.profiles.lifecycle.session.access()).toBeNull();
    await computer.profiles.lifecycle.session.refresh();
    expect(computer.events.filter((event) => event.startsWith('refresh'))).toEqual([
      'refresh first-ola',
      'refresh first-kari',
    ]);
  });

  it('open the last one again after a restart, also after a crash', async () => {
    await computer.signIn(kari);
    const second = await computer.create('Meg');
    await computer.signIn(ola);
    await computer.crash();
    expect([computer.profiles.current().profile.id, computer.name()]).toEqual([second, 'ola']);
    expect(computer.profiles.current().profile.label).toBe('Meg');
  });

  it('let go of the closed one, and keep other processes from the open one', async () => {
    await computer.signIn(kari);
    await computer.create('');
    lockProfile(join(computer.root, 'feltbok.db'))();
    const file = join(computer.profiles.current().profile.folder, 'feltbok.db');
    expect(() => lockProfile(file)).toThrow(/locked/);
  });

  it('tell the page to hang up before anything of another is there', async () => {
    await computer.create('');
    expect(computer.events).toEqual(['hang up', 'change']);
  });

  it('are named when there is nothing to open, and when there are too many', async () => {
    expect(await computer.profiles.open(systemRandom.newId())).toEqual({ kind: 'not_found' });
    for (let more = computer.profiles.list().length; more < 20; more += 1) await computer.create(`${more}`);
    expect(await computer.profiles.create({ label: '', organisation: null })).toEqual({ kind: 'too_many' });
    await computer.profiles.open('first');
  });
});

describe('what is under way when a profile is closed', () => {
  it('ends in nothing: signing in', async () => {
    let come = () => {};
    computer.answer = new Promise((resolve) => {
      come = resolve;
    });
    const signingIn = computer.signIn(kari);
    const second = await computer.create('');
    come();
    await signingIn;
    expect([computer.name(), computer.profiles.current().profile.id]).toEqual([null, second]);
    await computer.profiles.open('first');
    expect(computer.name()).toBeNull();
  });

  it('ends in nothing: a new token', async () => {
    await computer.signIn(kari);
    let come = () => {};
    computer.answer = new Promise((resolve) => {
      come = resolve;
    });
    const refreshing = computer.profiles.lifecycle.session.refresh();
    await computer.create('');
    come();
    expect(await refreshing).toBe('refused');
    expect(computer.name()).toBeNull();
  });

  it('ends in nothing: a passphrase that is being tried', async () => {
    computer.keyring = null;
    await computer.create('');
    const unlocking = computer.profiles.lifecycle.unlock(phrase);
    await computer.profiles.open('first');
    await unlocking;
    expect(computer.opened).toBe(computer.profiles.lifecycle.database() ? 1 : 0);
  });
});

describe('what waits in the others', () => {
  const unsentOf = (id: string) => computer.profiles.list().find((each) => each.id === id)?.unsent;

  it('is what was there when they were closed', async () => {
    await computer.signIn(kari);
    computer.typeSomething();
    computer.typeSomething();
    await computer.create('');
    expect(unsentOf('first')).toBe(2);
    await computer.profiles.open('first');
    expect(unsentOf('first')).toBeNull();
  });

  it('is not known of one that was not closed', async () => {
    await computer.signIn(kari);
    await computer.create('');
    await computer.profiles.open('first');
    computer.profiles.lifecycle.stop();
    const list = openProfileList(computer.root);
    expect(list.find('first')?.unsent).toBeNull();
  });

  it('is still known of one that nobody unlocked', async () => {
    computer.keyring = null;
    const second = await computer.create('');
    await computer.profiles.lifecycle.unlock(phrase);
    await computer.signIn(ola);
    computer.typeSomething();
    computer.keyring = ringing;
    await computer.profiles.open('first');
    await computer.profiles.open(second);
    expect(computer.profiles.lifecycle.state()).toEqual({ kind: 'enter_passphrase', wrong: false });
    await computer.profiles.open('first');
    expect(unsentOf(second)).toBe(1);
  });
});

describe('locking', () => {
  it('is refused where no passphrase would keep anybody out', async () => {
    await computer.signIn(kari);
    expect(computer.profiles.lock()).toBe(false);
    expect(computer.name()).toBe('kari');
  });

  it('closes the database, wipes the key and asks for the passphrase, again and again', async () => {
    computer.keyring = null;
    await computer.create('');
    await computer.profiles.lifecycle.unlock(phrase);
    await computer.signIn(ola);
    computer.typeSomething();
    for (const time of ['first', 'second']) {
      const { key } = computer.profiles.lifecycle.database()?.opening ?? { key: Buffer.alloc(0) };
      expect([time, key.length, key.every((byte) => byte === 0)]).toEqual([time, 32, false]);
      expect(computer.profiles.lock()).toBe(true);
      expect(key.every((byte) => byte === 0)).toBe(true);
      await expect
        .poll(() => computer.profiles.lifecycle.state())
        .toEqual({ kind: 'enter_passphrase', wrong: false });
      expect([
        computer.opened,
        computer.profiles.lifecycle.session.person(),
        computer.profiles.lifecycle.session.access(),
      ]).toEqual([0, null, null]);
      expect(computer.profiles.current().profile.unsent).toBe(1);
      expect(computer.profiles.lock()).toBe(false);
      expect(await computer.profiles.lifecycle.unlock('something else')).toEqual({ ok: false });
      expect(await computer.profiles.lifecycle.unlock(phrase)).toEqual({ ok: true });
      expect([computer.name(), computer.rows()]).toEqual(['ola', 1]);
    }
  });
});
