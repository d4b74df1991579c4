import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { shareLine } from '../support/call-api';
import { accessibilityFaults } from '../support/check-page';
import { startIdentityProvider, type TestProvider, trust } from '../support/identity-provider';
import { type LaunchedApp, launchApp } from '../support/launch-app';
import { finishSession, goodRow, putRows } from '../support/register';
import { sentence } from '../support/sentence';
import { unlock } from '../support/sign-in';
import { type SystemBrowser, signInAtProvider, startSystemBrowser } from '../support/system-browser';

const edits = 12;
let server: RunningServer;
let provider: TestProvider;
let browser: SystemBrowser;
let launched: LaunchedApp;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  const found = await startSystemBrowser();
  test.skip(found === null, 'There is no Chromium on this machine.');
  if (!found) return;
  browser = found;
  provider = await startIdentityProvider();
  server = await startServer({ demo: 'S' });
  await trust(server, provider, 'demo-syn');
  launched = await launchApp({
    api: server.url,
    organisation: 'demo-syn',
    env: { ...browser.env, FELTBOK_ISSUER: provider.issuer },
  });
  page = launched.page;
});

test.afterAll(async () => {
  await launched?.app.close().catch(() => undefined);
  await browser?.close();
  await provider?.close();
  await server?.close();
});

const words = (key: string, count?: number) =>
  sentence('common', `sign_in.${key}`)
    .replace('{{provider}}', 'Demo-ID')
    .replace('{{organisation}}', 'Demo Syn')
    .replace('{{count}}', String(count));
const begin = () => page.getByRole('button', { name: words('with') }).click();
const says = (key: string) => page.getByText(words(key)).first().waitFor();
const picture = async (name: string) => {
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: `artifacts/sign-in-${name}.png` });
};

test('offers the provider first and the password beside it, and takes back the word from the browser on Cancel', async () => {
  await unlock(page);
  await page.getByLabel('E-postadresse').waitFor();
  await picture('ways');
  await begin();
  await says('in_browser');
  await expect(page.getByRole('button', { name: words('cancel') })).toBeFocused();
  await picture('waiting');
  const address = await browser.asked();
  await page.getByRole('button', { name: words('cancel') }).click();
  await says('cancelled');
  // Nobody listens any more for the browser to come back.
  await expect(fetch(address.searchParams.get('redirect_uri') ?? '')).rejects.toThrow();
});

test('says that the provider cannot be reached, and opens no browser for nothing', async () => {
  await provider.shut();
  await begin();
  await says('provider_unreachable');
  await picture('provider-down');
  await provider.open();
});

test('says that she thought better of it on the provider’s page', async () => {
  await begin();
  const asked = await browser.open(await browser.asked());
  await asked.getByRole('link', { name: 'Cancel' }).click();
  await asked.getByRole('heading', { name: sentence('shared', 'redirect.cancelled') }).waitFor();
  await says('cancelled');
});

test('lets nobody in whom only another organisation knows', async () => {
  await begin();
  await signInAtProvider(await browser.open(await browser.asked()), 'kari');
  await says('person_unknown');
  await picture('person-unknown');
});

test('takes no answer that belongs to another sign-in', async () => {
  await begin();
  const back = new URL((await browser.asked()).searchParams.get('redirect_uri') ?? '');
  back.search = '?code=stolen&state=of-another';
  const shown = await browser.open(back);
  await shown.getByRole('heading', { name: sentence('shared', 'redirect.strange') }).waitFor();
  await says('strange_answer');
});

test('lets her in, and tells her in the browser that she can close the page', async () => {
  await begin();
  const asked = await browser.open(await browser.asked());
  await signInAtProvider(asked, 'siri');
  await asked.getByRole('heading', { name: sentence('shared', 'redirect.done') }).waitFor();
  expect(await asked.locator('html').getAttribute('lang')).toBe('nb');
  await asked.screenshot({ path: 'artifacts/sign-in-browser.png' });
  await page.getByRole('navigation').first().waitFor();
  await statusIs('synced');
  // Neither the provider's tokens nor its pages are anybody's business here.
  const cookies = await launched.app.evaluate(({ session }) => session.defaultSession.cookies.get({}));
  expect(cookies).toEqual([]);
});

test('tells her why she signs in again when her profile is in use on another computer, and what waits', async () => {
  await shareLine(launched.app, page);
  await server.sql('UPDATE devices SET copied_at = now()');
  await server.sql('UPDATE refresh_tokens SET revoked_at = now()');
  await register(edits);
  await statusIs('auth_needed');
  await page.getByRole('button', { name: sentence('common', 'status_bar.sign_in') }).click();
  await says('ended_device_copied');
  await page.getByText(words('waits_other', edits)).waitFor();
  await picture('device-copied');
  await begin();
  await signInAtProvider(await browser.open(await browser.asked()), 'siri');
  await statusIs('synced');
  expect(await atServer()).toBe(edits);
});

test('shows nothing but what waits when her account is closed, and goes on when it is open again', async () => {
  const close = (value: string) =>
    server.sql(`UPDATE users SET disabled_at = ${value} WHERE email LIKE 'siri.%'`);
  await close('now()');
  await register(edits);
  await page.getByRole('heading', { name: words('closed_heading') }).waitFor();
  await page.getByText(words('closed_waits_other', edits)).waitFor();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await picture('closed');
  await begin();
  await signInAtProvider(await browser.open(await browser.asked()), 'siri');
  await says('account_closed');
  await close('NULL');
  await begin();
  await signInAtProvider(await browser.open(await browser.asked()), 'siri');
  await statusIs('synced');
  expect(await atServer()).toBe(2 * edits);
});

test('hides the hand-over where the organisation has switched it off, and keeps it hidden without a network', async () => {
  await page.getByRole('link', { name: sentence('common', 'nav.sync') }).click();
  await handOver().waitFor();
  await server.sql(`UPDATE orgs SET features = '{"handOver": false}' WHERE slug = 'demo-syn'`);
  // A new start has no access token: the refresh brings what is new.
  await startAgain();
  await statusIs('synced');
  await expect(handOver()).toHaveCount(0);
  await server.close();
  await startAgain();
  await page.getByRole('heading', { level: 1, name: sentence('sync', 'heading') }).waitFor();
  await expect(handOver()).toHaveCount(0);
});

const handOver = () => page.getByRole('heading', { name: sentence('handover', 'heading') });

async function startAgain(): Promise<void> {
  await launched.app.close();
  const { userData } = launched;
  const env = { ...browser.env, FELTBOK_ISSUER: provider.issuer };
  launched = await launchApp({ api: server.url, organisation: 'demo-syn', userData, env });
  page = launched.page;
  await unlock(page);
  await page.getByRole('link', { name: sentence('common', 'nav.sync') }).click();
}

async function register(count: number): Promise<void> {
  const cells = await goodRow(page);
  const rows = Array.from({ length: count }, (_, index) => ({ ...cells, duration: String(10 + index) }));
  await finishSession(page, await putRows(page, rows));
}

function statusIs(kind: string): Promise<void> {
  return page.locator(`[data-status="${kind}"]`).first().waitFor({ timeout: 60_000 });
}

async function atServer(): Promise<number> {
  const [row] = await server.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM activities a JOIN users u ON u.id = a.created_by
     WHERE u.email LIKE 'siri.%' AND a.created_at > now() - interval '1 hour' AND a.batch_id IS NOT NULL`,
  );
  return row?.count ?? 0;
}
