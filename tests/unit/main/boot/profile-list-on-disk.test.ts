import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { computerForEachTest, kari, ola, ringing } from './computer-with-profiles';

const computer = computerForEachTest();

describe('the list on the disk', () => {
  it('holds no more than her own words, counts and which is open', async () => {
    await computer.signIn(kari);
    await computer.create('Meg');
    await computer.signIn(ola);
    const text = readFileSync(join(computer.root, 'profiles.json'), 'utf8');
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
    await computer.signIn(kari);
    const second = await computer.create('Meg');
    await computer.signIn(ola);
    computer.profiles.stop();
    writeFileSync(join(computer.root, 'profiles.json'), '{"current":');
    await computer.startAgain();
    expect([computer.ids(), computer.name()]).toEqual([['first', second], 'kari']);
    await computer.profiles.open(second);
    expect(computer.name()).toBe('ola');
  });

  it('names a profile anew', async () => {
    expect(computer.profiles.rename('Kontoret')).toEqual({ kind: 'saved' });
    await computer.crash();
    expect(computer.profiles.current().profile.label).toBe('Kontoret');
  });

  it('forgets one that was made and left before it had a key', async () => {
    await computer.signIn(kari);
    computer.keyring = null;
    await computer.create('Ved en feil');
    computer.keyring = ringing;
    await computer.profiles.open('first');
    expect(computer.ids()).toEqual(['first']);
    expect(readdirSync(join(computer.root, 'profiles'))).toEqual([]);
  });
});
