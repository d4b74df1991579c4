import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const path = '/callback';

/** What the browser is shown: its heading, and what to do now. */
export type RedirectPage = { language: string; heading: string; text: string };

export type Redirect = {
  /** What the provider has to send the browser to (RFC 8252, section 7.3). */
  address: string;
  /** The one request that counts, with its query; never settles when none comes before `close`. */
  arrived: Promise<URL>;
  close(): void;
};

/**
 * Listens on a free port of this computer alone for the browser to come back, once. `pageFor` says what the browser
 * shows; nothing of the request is repeated in it. Requests for anything else, a favicon for example, do not count.
 */
export async function awaitRedirect(pageFor: (arrived: URL) => RedirectPage): Promise<Redirect> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const arrived = new Promise<URL>((resolve) => {
    let isOver = false;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const url = addressOf(request, origin);
      if (!url || isOver) return answer(response, 404, '');
      isOver = true;
      answer(response, 200, html(pageFor(url)));
      resolve(url);
    });
  });
  return {
    address: origin + path,
    arrived,
    close() {
      server.close();
      // An answer that is on its way still goes out.
      server.closeIdleConnections();
    },
  };
}

/** Null for another path, another method, or a name by which a stranger's page reaches this computer. */
function addressOf({ method, url = '', headers }: IncomingMessage, origin: string): URL | null {
  if (method !== 'GET' || `http://${headers.host}` !== origin || !URL.canParse(url, origin)) return null;
  const address = new URL(url, origin);
  return address.origin === origin && address.pathname === path ? address : null;
}

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(body);
}

function html({ language, heading, text }: RedirectPage): string {
  const style =
    'body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem;color:#1e2b3c}' +
    '@media(prefers-color-scheme:dark){body{background:#14181f;color:#e8ebf0}}';
  return (
    `<!doctype html><html lang="${escapeHtml(language)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(heading)}</title><style>${style}</style></head>` +
    `<body><main><h1>${escapeHtml(heading)}</h1><p>${escapeHtml(text)}</p></main></body></html>`
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
