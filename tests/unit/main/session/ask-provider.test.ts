import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Asked,
  askProvider,
  type ProviderPorts,
  patienceMs,
} from '../../../../src/main/session/ask-provider';
import { type FakeClock, makeFakeClock } from '../../../support/fake-clock';
import { startIdentityProvider, type TestProvider } from '../../../support/identity-provider';
import { walkThroughProvider } from '../../../support/walk-through-provider';

let provider: TestProvider;
let clock: FakeClock;
/** What the browser showed last. */
let shown: Promise<Response> | null;
let browser: (url: string) => Promise<void>;
let cancel: AbortController;

beforeAll(async () => {
  provider = await startIdentityProvider();
});
afterAll(() => provider.close());
beforeEach(() => {
  clock = makeFakeClock(Date.now());
  cancel = new AbortController();
  shown = null;
  browser = async (url) => {
    shown = walkThroughProvider(url, 'kari');
  };
});

const page = (name: string) => ({ language: 'nn', heading: `${name} <1>`, text: `${name} & "2"` });
const ports = (changes: Partial<ProviderPorts> = {}): ProviderPorts => ({
  fetch: (url, options) => fetch(url, options as RequestInit),
  openBrowser: (url) => browser(url),
  words: () => ({ done: page('done'), cancelled: page('cancelled'), strange: page('strange') }),
  after: clock.after,
  ...changes,
});
const ask = (changes?: Partial<ProviderPorts>, of = provider) =>
  askProvider(of, ports(changes), { cancel: cancel.signal });
/** What the browser brings back instead of the provider's answer. */
const bringBack = (query: (asked: URLSearchParams) => Record<string, string>) => {
  browser = async (url) => {
    const { searchParams } = new URL(url);
    const address = new URL(searchParams.get('redirect_uri') ?? '');
    address.search = new URLSearchParams(query(searchParams)).toString();
    shown = fetch(address);
  };
};
const claimsOf = (asked: Asked) =>
  asked.kind === 'identity'
    ? (JSON.parse(Buffer.from(asked.identity.idToken.split('.')[1] ?? '', 'base64url').toString()) as object)
    : null;

describe('asking the identity provider', () => {
  test('brings a token for this app when she signs in, and shows a page that says she can close it', async () => {
    const asked = await ask();
    expect(claimsOf(asked)).toMatchObject({ sub: 'kari', iss: provider.issuer, aud: provider.clientId });
    const answer = await shown;
    expect(answer?.status).toBe(200);
    expect(answer?.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await answer?.text();
    expect(html).toContain('<html lang="nn">');
    expect(html).toContain('done &#60;1&#62;');
  });

  test('asks in the way of a public client: a code, PKCE, and a port of this computer that nobody else listens on', async () => {
    const asked: string[] = [];
    browser = async (url) => void asked.push(url);
    const one = ask();
    await until(() => asked.length === 1);
    cancel.abort();
    expect(await one).toEqual({ kind: 'cancelled' });
    const query = Object.fromEntries(new URL(asked[0] ?? '').searchParams);
    expect(query).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', scope: 'openid' });
    expect(query.redirect_uri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    for (const name of ['state', 'nonce', 'code_challenge']) expect(query[name]?.length).toBeGreaterThan(40);
    await expect(fetch(query.redirect_uri ?? '')).rejects.toThrow();
  });

  test('takes only the first answer, and only at its own address', async () => {
    let address = '';
    const met: number[] = [];
    browser = async (url) => {
      address = new URL(url).searchParams.get('redirect_uri') ?? '';
      met.push((await fetch(new URL('/favicon.ico', address))).status);
      met.push((await fetch(address, { method: 'POST' })).status);
      shown = walkThroughProvider(url, 'kari');
    };
    expect((await ask()).kind).toBe('identity');
    expect(met).toEqual([404, 404]);
    await expect(fetch(address)).rejects.toThrow();
  });

  test.each<[string, Asked['kind'], string, (asked: URLSearchParams) => Record<string, string>]>([
    ['the state is of another sign-in', 'strange_answer', 'strange', () => ({ code: 'x', state: 'other' })],
    ['there is no state', 'strange_answer', 'strange', () => ({ code: 'x' })],
    [
      'the code is not the provider’s',
      'strange_answer',
      'done',
      (asked) => ({
        code: 'x',
        state: asked.get('state') ?? '',
        iss: provider.issuer,
      }),
    ],
    [
      'another provider answers',
      'strange_answer',
      'done',
      (asked) => ({
        code: 'x',
        state: asked.get('state') ?? '',
        iss: 'https://other.example',
      }),
    ],
    [
      'she said no there',
      'cancelled',
      'cancelled',
      (asked) => ({
        error: 'access_denied',
        state: asked.get('state') ?? '',
        iss: provider.issuer,
      }),
    ],
  ])('ends as it should when %s', async (_when, kind, pageName, query) => {
    bringBack(query);
    expect(await ask()).toEqual({ kind });
    expect(await (await shown)?.text()).toContain(pageName);
  });

  test('brings nothing when the token was made for another nonce', async () => {
    browser = async (url) => {
      const changed = new URL(url);
      changed.searchParams.set('nonce', 'n'.repeat(43));
      shown = walkThroughProvider(changed.href, 'kari');
    };
    expect(await ask()).toEqual({ kind: 'strange_answer' });
  });

  test('gives up after ten minutes, and closes its port', async () => {
    let address = '';
    browser = async (url) => {
      address = new URL(url).searchParams.get('redirect_uri') ?? '';
    };
    const asked = ask();
    await until(() => address !== '');
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(patienceMs);
    expect(await asked).toEqual({ kind: 'timed_out' });
    await expect(fetch(address)).rejects.toThrow();
  });

  test('says that there is no browser when none opens', async () => {
    browser = async () => Promise.reject(new Error('no handler'));
    expect(await ask()).toEqual({ kind: 'no_browser' });
  });

  test('says that the provider cannot be reached: at once, after she has been there, and when another answers', async () => {
    await provider.shut();
    expect(await ask()).toEqual({ kind: 'provider_unreachable' });
    await provider.open();
    browser = async (url) => {
      const { searchParams } = new URL(url);
      await provider.shut();
      const back = new URLSearchParams({
        code: 'x',
        state: searchParams.get('state') ?? '',
        iss: provider.issuer,
      });
      shown = fetch(`${searchParams.get('redirect_uri')}?${back}`);
    };
    expect(await ask()).toEqual({ kind: 'provider_unreachable' });
    await provider.open();
    const portal = async () =>
      new Response('<html>Log in to this network</html>', { headers: { 'content-type': 'text/html' } });
    expect(await ask({ fetch: portal })).toEqual({ kind: 'provider_unreachable' });
  });

  test('opens nothing when she thought better of it before the provider answered', async () => {
    const opened: string[] = [];
    browser = async (url) => void opened.push(url);
    const asked = ask();
    cancel.abort();
    expect(await asked).toEqual({ kind: 'cancelled' });
    expect(opened).toEqual([]);
  });

  test.each(['file:///etc/passwd', 'http://other.example/auth', 'javascript:alert(1)'])(
    'does not open %s, whatever the provider’s document says',
    async (endpoint) => {
      const opened: string[] = [];
      browser = async (url) => void opened.push(url);
      const { issuer } = provider;
      const document = { issuer, authorization_endpoint: endpoint, token_endpoint: `${issuer}/token` };
      expect(await ask({ fetch: async () => Response.json(document) })).toEqual({ kind: 'strange_answer' });
      expect(opened).toEqual([]);
    },
  );
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
