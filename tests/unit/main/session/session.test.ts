import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../src/main/boot/system-ports';
import { drafts, notices } from '../../../../src/main/database/schema';
import { kari, type Life, lifeForEachTest, ola, refused, someKeyring, tokens } from './life-fixture';

let at: Life;
lifeForEachTest((life) => {
  at = life;
});

describe('session', () => {
  beforeEach(async () => {
    at.keyring = someKeyring;
    at.begin();
    await at.lifecycle.start();
    await at.signIn(kari);
    at.events = [];
  });

  it('refreshes once for callers at the same time, and keeps the new token before it is used', async () => {
    const { session } = at.lifecycle;
    expect(await Promise.all([session.refresh(), session.refresh(), session.refresh()])).toEqual([
      'refreshed',
      'refreshed',
      'refreshed',
    ]);
    expect(session.access()).toBe('access second');
    await at.restart();
    await at.lifecycle.session.refresh();
    expect(at.events.filter((event) => event.startsWith('refresh'))).toEqual(['refresh second']);
  });

  it('goes on with the same work when the server ends the sign-in', async () => {
    at.typeSomething();
    at.nextRefresh = async () => refused('refresh_refused');
    expect(await at.lifecycle.session.refresh()).toBe('refused');
    expect(at.events).toEqual(['refresh first-kari', 'ready', 'not signed in']);
    expect(at.lifecycle.state().kind).toBe('ready');
    expect(await at.signIn(kari)).toEqual({ kind: 'signed_in' });
    expect(at.lifecycle.database()?.orm.select().from(drafts).all()).toHaveLength(1);
  });

  it('stays signed in when the server cannot be reached', async () => {
    at.nextRefresh = async () => refused('timeout');
    expect(await at.lifecycle.session.refresh()).toBe('unreachable');
    expect(at.lifecycle.session.signedIn()).toBe(true);
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
      expect(at.lifecycle.state()).toMatchObject({ kind: 'ready', ended: null });
      at.nextRefresh = async () => refused(kind);
      expect(await at.lifecycle.session.refresh()).toBe('refused');
      expect(at.lifecycle.state()).toMatchObject({ kind: 'ready', ended });
      await at.restart();
      expect(at.lifecycle.state()).toMatchObject({ kind: 'ready', ended });
      expect(await at.signIn(kari)).toEqual({ kind: 'signed_in' });
      expect(at.lifecycle.state()).toMatchObject({ kind: 'ready', ended: null });
    },
  );

  it('has the flags that the server said last, across restarts without a network, and the defaults before', async () => {
    const features = () => (at.lifecycle.state() as { features?: unknown }).features;
    expect(features()).toEqual({ handOver: true });
    at.nextRefresh = async () => ({
      kind: 'ok',
      value: { ...tokens('second'), features: { handOver: false, ofAnotherVersion: true } },
    });
    await at.lifecycle.session.refresh();
    expect(features()).toEqual({ handOver: false });
    await at.restart();
    expect(features()).toEqual({ handOver: false });
    // A server that says nothing of them changes nothing.
    at.nextRefresh = async () => ({ kind: 'ok', value: tokens('third') });
    await at.lifecycle.session.refresh();
    expect(features()).toEqual({ handOver: false });
    at.nextRefresh = async () => refused('refresh_refused');
    await at.lifecycle.session.refresh();
    expect(features()).toEqual({ handOver: false });
  });

  it('takes over her units and role as they are now, and tells her once that her area has changed', async () => {
    const unitIds = [systemRandom.newId(), systemRandom.newId()];
    const moved = { ...kari, unitIds };
    at.nextRefresh = async () => ({ kind: 'ok', value: { ...tokens('second'), person: moved } });
    await at.lifecycle.session.refresh();
    at.nextRefresh = async () => ({
      kind: 'ok',
      value: { ...tokens('third'), person: { ...moved, unitIds: [...unitIds].reverse() } },
    });
    await at.lifecycle.session.refresh();
    const told = at.lifecycle.database()?.orm.select().from(notices).all();
    expect(told).toMatchObject([{ kind: 'area_changed', count: 2 }]);
    await at.restart();
    expect(new Set(at.lifecycle.session.person()?.unitIds)).toEqual(new Set(unitIds));
  });

  it('lets no answer about somebody else change whose work this is', async () => {
    at.nextRefresh = async () => ({ kind: 'ok', value: { ...tokens('second'), person: ola } });
    expect(await at.lifecycle.session.refresh()).toBe('refreshed');
    expect(at.lifecycle.session.person()).toEqual(kari);
  });

  it('lets her in by her organisation’s provider as by a password, and refuses another person’s work all the same', async () => {
    const show = (idToken: string) => at.lifecycle.signIn({ organisation: 'demo', idToken, proof: 'p' });
    at.typeSomething();
    expect(await show('nobody')).toEqual({ kind: 'person_unknown' });
    expect(await show('ola')).toEqual({ kind: 'other_person' });
    expect(await show('kari')).toEqual({ kind: 'signed_in' });
    expect(at.lifecycle.session.access()).toBe('access first-kari');
    expect(at.lifecycle.database()?.orm.select().from(drafts).all()).toHaveLength(1);
  });

  it('refuses to sign out while something exists only here', async () => {
    at.typeSomething();
    expect(await at.lifecycle.session.signOut()).toEqual({
      kind: 'unsent',
      counts: { waiting: 0, parked: 0, conflicts: 0, drafts: 1 },
      isHandedOver: false,
    });
    expect(at.lifecycle.state().kind).toBe('ready');
  });

  it('forgets everything on signing out, and tells the server', async () => {
    expect(await at.lifecycle.session.signOut()).toEqual({ kind: 'signed_out' });
    expect(at.events).toEqual(['revoke first-kari', 'stop', 'sign_in']);
    await at.restart();
    expect(at.lifecycle.state()).toEqual({ kind: 'sign_in' });
  });

  it('refuses another person while something of the first is not sent', async () => {
    at.typeSomething();
    expect(await at.signIn(ola)).toEqual({ kind: 'other_person' });
    expect(at.events).toEqual(['revoke first-ola']);
    expect(at.lifecycle.session.person()).toEqual(kari);
  });

  it('begins with an empty database for another person', async () => {
    const deviceBefore = at.lifecycle.database();
    expect(await at.signIn(ola)).toEqual({ kind: 'signed_in' });
    expect(at.events).toEqual(['revoke first-ola', 'stop', 'sign_in', 'work ola', 'ready', 'signed in']);
    expect(at.lifecycle.database()).not.toBe(deviceBefore);
    expect(existsSync(join(at.folder, 'vault.json'))).toBe(true);
  });
});
