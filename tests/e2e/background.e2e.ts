import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { kari, makeMutation, signIn } from '../contract/sync-client';
import { callApi, shareLine } from '../support/call-api';
import { createContact } from '../support/create-contact';
import { type LaunchedApp, launchApp } from '../support/launch-app';
import { type Relay, startRelay } from '../support/relay';
import { signInAsDemo } from '../support/sign-in';
import { someContact } from '../support/some-contact';
import { closeWindow, isVisible } from '../support/window';

let server: RunningServer;
let relay: Relay;
let launched: LaunchedApp;
let page: Page;

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  relay = await startRelay(server.url);
  launched = await launchApp({ api: relay.url });
  page = launched.page;
  await signInAsDemo(page);
  await shareLine(launched.app, page);
  await statusIs('synced');
});
test.afterAll(async () => {
  await launched?.app.close();
  await relay?.close();
  await server?.close();
});
test.beforeEach(async () => {
  await closeWindow(launched);
  await expect.poll(() => isVisible(launched)).toBe(false);
});
test.afterEach(async () => {
  expect(await isVisible(launched)).toBe(false);
});

test('what another computer saves is here within seconds, behind a closed window', async () => {
  await expect.poll(() => relay.requests.some((line) => line.includes('/v1/events'))).toBe(true);
  const pseudonym = await saveElsewhere();
  const savedAt = Date.now();
  await expect.poll(() => contactsHere(pseudonym), { timeout: 30_000 }).toBe(1);
  // Three seconds at the most are left to chance; a busy build machine gets some more.
  expect(Date.now() - savedAt).toBeLessThan(15_000);
  const [run] = await callApi<{ trigger: string }[]>(page, 'sync/runs');
  expect(run?.trigger).toBe('poke');
});

test('a pause ends the stream at once, and nothing is asked for in it', async () => {
  await callApi(page, 'sync/pause', { until: Date.now() + 3_600_000 });
  await wait(500);
  const before = relay.requests.length;
  const pseudonym = await saveElsewhere();
  await wait(6000);
  // The other computer does not go through the relay.
  expect(relay.requests.slice(before)).toEqual([]);
  expect(await contactsHere(pseudonym)).toBe(0);
  await callApi(page, 'sync/pause', { until: null });
  await expect.poll(() => contactsHere(pseudonym), { timeout: 30_000 }).toBe(1);
  await expect
    .poll(() => relay.requests.slice(before).some((line) => line.includes('/v1/events')))
    .toBe(true);
});

test('what waits goes when the server can be reached again, without anybody doing anything', async () => {
  relay.refuse();
  await expect.poll(() => createContact(page, 'Bak proxyen')).toBe('saved');
  await statusIs('server_error');
  await wait(3000);
  relay.open();
  await expect.poll(() => contactsThere('Bak proxyen'), { timeout: 60_000 }).toBe(1);
  await statusIs('synced');
});

test('a computer that wakes before its network has sent within a minute of waking', async () => {
  const child = launched.app.process();
  relay.refuse();
  expect(await createContact(page, 'Før søvnen')).toBe('saved');
  await statusIs('server_error');
  // Long enough that it looks for the server seldom.
  await wait(15_000);
  child.kill('SIGSTOP');
  await wait(25_000);
  child.kill('SIGCONT');
  const wokeAt = Date.now();
  await wait(10_000);
  relay.open();
  await expect.poll(() => contactsThere('Før søvnen'), { timeout: 60_000 }).toBe(1);
  expect(Date.now() - wokeAt).toBeLessThan(60_000);
});

test('all that may start a run, together, start one', async () => {
  await statusIs('synced');
  await wait(2000);
  const before = await callApi<{ id: string }[]>(page, 'sync/runs');
  await launched.app.evaluate(({ powerMonitor, BrowserWindow }) => {
    powerMonitor.emit('resume');
    powerMonitor.emit('unlock-screen');
    for (const window of BrowserWindow.getAllWindows()) window.emit('focus');
  });
  await callApi(page, 'sync/now');
  await expect.poll(countNew).toBe(1);
  await wait(2000);
  expect(await countNew()).toBe(1);

  async function countNew(): Promise<number> {
    const known = new Set(before.map(({ id }) => id));
    const runs = await callApi<{ id: string }[]>(page, 'sync/runs');
    return runs.filter(({ id }) => !known.has(id)).length;
  }
});

/** A colleague's computer saves a contact, straight to the server. */
async function saveElsewhere(): Promise<string> {
  const other = await signIn(server, kari);
  const pseudonym = `Annen ${randomUUID().slice(0, 8)}`;
  const [result] = await other.push('contacts', [
    makeMutation({
      operation: 'create',
      recordId: randomUUID(),
      changes: someContact(other.signedIn.person.unitIds[0] ?? '', pseudonym),
    }),
  ]);
  expect(result?.outcome).toBe('applied');
  return pseudonym;
}

async function contactsHere(pseudonym: string): Promise<number> {
  const { total } = await callApi<{ total: number }>(page, 'contacts/list', {
    search: pseudonym,
    offset: 0,
    limit: 10,
  });
  return total;
}

async function contactsThere(pseudonym: string): Promise<number> {
  const rows = await server.sql('SELECT id FROM contacts WHERE pseudonym = $1', [pseudonym]);
  return rows.length;
}

async function statusIs(kind: string): Promise<void> {
  await expect
    .poll(async () => (await callApi<{ kind: string }>(page, 'sync/status')).kind, { timeout: 60_000 })
    .toBe(kind);
}
