import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { RunningServer } from '../../server/start-server';
import { askProvider, type Identity } from '../../src/main/session/ask-provider';
import type { IdentityProvider } from '../../src/shared/contracts/organisation';
import { walkThroughProvider } from './walk-through-provider';

export type TestProvider = IdentityProvider & {
  /** Answers nobody until `open`. */
  shut(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
};

/**
 * A real OpenID provider on loopback, with the library's own pages: whoever writes a name into the first field signs
 * in as the subject of that name, with any password.
 */
export async function startIdentityProvider(): Promise<TestProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'feltbok-desktop',
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/callback'],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: ['only for tests'] },
    // Said here only so that the library does not ask for them.
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  });
  server.on('request', provider.callback());
  const shut = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    name: 'Demo-ID',
    issuer,
    clientId: 'feltbok-desktop',
    scopes: ['openid'],
    only: false,
    shut,
    async open() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    close: async () => {
      if (server.listening) await shut();
    },
  };
}

/** Tells the sync server that this provider vouches for an organisation's people, each by the name before the dot of her address. */
export async function trust(
  server: RunningServer,
  { issuer, clientId }: IdentityProvider,
  organisation: string,
): Promise<void> {
  await server.sql('UPDATE orgs SET provider_issuer = $1, provider_client_id = $2 WHERE slug = $3', [
    issuer,
    clientId,
    organisation,
  ]);
  await server.sql(
    `INSERT INTO identities (org_id, issuer, subject, user_id)
     SELECT u.org_id, $1, split_part(u.email, '.', 1), u.id FROM users u JOIN orgs o ON o.id = u.org_id WHERE o.slug = $2
     ON CONFLICT DO NOTHING`,
    [issuer, organisation],
  );
}

/** What the app has in hand when somebody has signed in at the provider. */
export async function identityOf(provider: IdentityProvider, login: string): Promise<Identity> {
  const page = { language: 'nb', heading: '', text: '' };
  const asked = await askProvider(
    provider,
    {
      fetch: (url, options) => fetch(url, options as RequestInit),
      openBrowser: async (url) => void walkThroughProvider(url, login),
      words: () => ({ done: page, cancelled: page, strange: page }),
      after: () => () => {},
    },
    { cancel: new AbortController().signal },
  );
  if (asked.kind !== 'identity') throw new Error(`The provider's answer: ${asked.kind}`);
  return asked.identity;
}
