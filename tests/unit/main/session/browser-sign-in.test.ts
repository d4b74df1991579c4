import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BrowserSignIn, createBrowserSignIn } from '../../../../src/main/session/browser-sign-in';
import type { Credentials } from '../../../../src/main/session/session';
import type { SignInResult } from '../../../../src/shared/contracts/sign-in';
import { startIdentityProvider, type TestProvider } from '../../../support/identity-provider';
import { walkThroughProvider } from '../../../support/walk-through-provider';

let provider: TestProvider;
let browser: BrowserSignIn;
/** What the browser was asked to open, oldest first. */
let opened: URL[];
let shown: Credentials[];
let results: SignInResult[];
/** Whether somebody sits before the browser. */
let isThere: boolean;

beforeAll(async () => {
  provider = await startIdentityProvider();
});
afterAll(() => provider.close());
beforeEach(() => {
  opened = [];
  shown = [];
  results = [];
  isThere = true;
  const page = { language: 'nb', heading: '', text: '' };
  browser = createBrowserSignIn(provider, {
    organisation: 'demo-syn',
    fetch: (url, options) => fetch(url, options as RequestInit),
    async openBrowser(url) {
      opened.push(new URL(url));
      if (isThere) void walkThroughProvider(url, 'siri');
    },
    words: () => ({ done: page, cancelled: page, strange: page }),
    after: () => () => {},
    async signIn(credentials) {
      shown.push(credentials);
      return results.shift() ?? { kind: 'signed_in' };
    },
  });
});

test('shows what the provider gave, for this organisation, and answers what came of it', async () => {
  expect(await browser.start()).toEqual({ kind: 'signed_in' });
  expect(shown).toMatchObject([{ organisation: 'demo-syn', idToken: expect.stringContaining('.') }]);
});

test.each(['person_unknown', 'other_person', 'account_closed'] as const)(
  'lets her choose another account the next time when the first was not the right one (%s)',
  async (kind) => {
    results = [{ kind }, { kind: 'signed_in' }];
    expect(await browser.start()).toEqual({ kind });
    expect(await browser.start()).toEqual({ kind: 'signed_in' });
    await browser.start();
    expect(opened.map(({ searchParams }) => searchParams.get('prompt'))).toEqual([null, 'login', null]);
  },
);

test('ends the first wait when she begins anew, and the second when she cancels; nobody is signed in', async () => {
  isThere = false;
  const first = browser.start();
  const second = browser.start();
  expect(await first).toEqual({ kind: 'cancelled' });
  while (opened.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  browser.cancel();
  expect(await second).toEqual({ kind: 'cancelled' });
  expect(opened).toHaveLength(1);
  expect(shown).toEqual([]);
});
