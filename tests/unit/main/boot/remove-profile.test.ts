import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { computerForEachTest, kari, ola } from './computer-with-profiles';

const computer = computerForEachTest();

describe('removing a profile', () => {
  it('is refused while something is kept only there, and nothing is touched', async () => {
    await computer.signIn(kari);
    const second = await computer.create('Meg');
    await computer.signIn(ola);
    computer.typeSomething();
    const counts = { waiting: 0, parked: 0, conflicts: 0, drafts: 1 };
    const unsent = { kind: 'unsent', counts, isHandedOver: false };
    expect(await computer.profiles.remove({ kind: 'none' })).toEqual(unsent);
    expect(await computer.profiles.remove({ kind: 'handed_over' })).toEqual(unsent);
    expect(await computer.profiles.remove({ kind: 'typed', word: 'ja', seen: counts })).toEqual(unsent);
    expect([computer.profiles.current().profile.id, computer.name(), computer.rows()]).toEqual([
      second,
      'ola',
      1,
    ]);
  });

  it('goes by the typed word: its folder is gone, another opens, the server hears of it', async () => {
    await computer.signIn(kari);
    const second = await computer.create('Meg');
    await computer.signIn(ola);
    computer.typeSomething();
    const seen = { waiting: 0, parked: 0, conflicts: 0, drafts: 1 };
    expect(await computer.profiles.remove({ kind: 'typed', word: 'SLETT', seen })).toEqual({
      kind: 'removed',
    });
    expect([computer.ids(), computer.name()]).toEqual([['first'], 'kari']);
    expect(existsSync(join(computer.root, 'profiles', second))).toBe(false);
    expect(computer.events).toContain('revoke first-ola');
  });

  it('leaves the computer its settings and the others their work when the first one goes', async () => {
    await computer.signIn(kari);
    const second = await computer.create('Meg');
    await computer.signIn(ola);
    await computer.profiles.open('first');
    writeFileSync(join(computer.root, 'settings.json'), '{}');
    mkdirSync(join(computer.root, 'damaged'));
    expect(await computer.profiles.remove({ kind: 'none' })).toEqual({ kind: 'removed' });
    expect([computer.ids(), computer.name()]).toEqual([[second], 'ola']);
    expect(readdirSync(computer.root).sort()).toEqual(['profiles', 'profiles.json', 'settings.json']);
    await computer.crash();
    expect(computer.name()).toBe('ola');
  });

  it('leaves a new and empty one when it was the last', async () => {
    await computer.signIn(kari);
    expect(await computer.profiles.remove({ kind: 'none' })).toEqual({ kind: 'removed' });
    expect([computer.ids(), computer.profiles.lifecycle.state()]).toEqual([['first'], { kind: 'sign_in' }]);
  });

  it('is refused for one that is locked: nobody can see what would be lost', async () => {
    computer.keyring = null;
    await computer.create('');
    expect(await computer.profiles.remove({ kind: 'none' })).toEqual({ kind: 'not_open' });
  });

  it('is whole or not begun after a crash at any step of it', async () => {
    await computer.signIn(kari);
    const second = await computer.create('Meg');
    await computer.signIn(ola);
    await computer.profiles.open('first');
    computer.profiles.stop();
    const kept = mkdtempSync(join(tmpdir(), 'feltbok-kept-'));
    cpSync(computer.root, kept, { recursive: true });
    // Each name that the removal of the first takes away, in its order; of the other, the new name and then the rest.
    const names = readdirSync(computer.root).filter((each) => /^(feltbok\.db.*|vault\.json)$/.test(each));
    for (let gone = 0; gone <= names.length; gone += 1) {
      rmSync(computer.root, { recursive: true });
      cpSync(kept, computer.root, { recursive: true });
      for (const each of names.sort().slice(0, gone)) rmSync(join(computer.root, each));
      await computer.startAgain();
      expect(['ready', 'sign_in']).toContain(computer.profiles.lifecycle.state().kind);
      await computer.profiles.open(second);
      expect(computer.name()).toBe('ola');
      computer.profiles.stop();
    }
    rmSync(computer.root, { recursive: true });
    cpSync(kept, computer.root, { recursive: true });
    cpSync(join(computer.root, 'profiles', second), join(computer.root, 'profiles', `removed-${second}`), {
      recursive: true,
    });
    rmSync(join(computer.root, 'profiles', second), { recursive: true });
    await computer.startAgain();
    expect([computer.ids(), computer.name()]).toEqual([['first'], 'kari']);
    expect(readdirSync(join(computer.root, 'profiles'))).toEqual([]);
    rmSync(kept, { recursive: true });
  });
});
