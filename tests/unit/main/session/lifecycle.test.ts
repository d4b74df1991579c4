import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kari, type Life, lifeForEachTest, phrase } from './life-fixture';

let at: Life;
lifeForEachTest((life) => {
  at = life;
});

describe('lifecycle', () => {
  it('goes from a passphrase over signing in to work', async () => {
    await at.lifecycle.start();
    expect(await at.lifecycle.unlock(phrase)).toEqual({ ok: true });
    expect(await at.lifecycle.signIn({ email: kari.email, password: 'wrong' })).toEqual({
      kind: 'wrong_credentials',
    });
    expect(await at.signIn(kari)).toEqual({ kind: 'signed_in' });
    expect(at.events).toEqual(['choose_passphrase', 'sign_in', 'work kari', 'ready', 'signed in']);
  });

  it('works again after a restart without asking the server', async () => {
    await at.lifecycle.start();
    await at.lifecycle.unlock(phrase);
    await at.signIn(kari);
    await at.restart();
    expect(at.events).toEqual(['enter_passphrase', 'work kari', 'ready', 'signed in']);
    expect(at.lifecycle.session.access()).toBeNull();
  });

  it('asks again after a wrong passphrase and opens nothing', async () => {
    await at.lifecycle.start();
    await at.lifecycle.unlock(phrase);
    await at.signIn(kari);
    at.lifecycle.stop();
    at.begin();
    await at.lifecycle.start();
    expect(await at.lifecycle.unlock('something else')).toEqual({ ok: false });
    expect(at.lifecycle.state()).toEqual({ kind: 'enter_passphrase', wrong: true });
    expect(at.lifecycle.database()).toBeNull();
  });

  it('names the problem and keeps the file when the vault is gone', async () => {
    await at.lifecycle.start();
    await at.lifecycle.unlock(phrase);
    at.lifecycle.stop();
    rmSync(join(at.folder, 'vault.json'));
    const before = readFileSync(join(at.folder, 'feltbok.db'));
    at.begin();
    await at.lifecycle.start();
    expect(at.lifecycle.state()).toEqual({ kind: 'key_problem', problem: 'key_damaged' });
    expect(readFileSync(join(at.folder, 'feltbok.db'))).toEqual(before);
  });
});
