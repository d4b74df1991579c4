import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FaultClass } from '../fault-class';
import { buildProgram } from '../support/build-program';
import { temporaryFolder } from '../support/test-profile';
import { sharedServer } from '../tools/bench';
import { type Certificates, makeCertificates } from '../tools/certificates';

type Seen = { tokens: number; passwords: number };
type Impostor = { name: string; answer: RequestListener; tls?: (made: Certificates) => ServerOptions };

const ours = JSON.stringify({ service: 'feltbok', protocol: 1, epoch: 'e' });
/** What our own server would say; so that only the line itself speaks against these. */
const asOurs: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(ours);
};
const says =
  (status: number, headers: Record<string, string>, body: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
const html = { 'content-type': 'text/html' };

function impostors(realUrl: string): Impostor[] {
  return [
    { name: 'a log-in page', answer: says(200, html, '<form>Log in</form>') },
    {
      name: 'another service',
      answer: says(
        200,
        { 'content-type': 'application/json' },
        '{"service":"other","protocol":1,"epoch":"e"}',
      ),
    },
    {
      name: 'a proxy that wants a password',
      answer: says(407, { ...html, 'proxy-authenticate': 'Basic' }, ''),
    },
    { name: 'a network that wants a log-in', answer: says(511, html, '<form></form>') },
    {
      name: 'a redirect to the real server',
      answer: (request, response) =>
        void response.writeHead(307, { location: `${realUrl}${request.url}` }).end(),
    },
    { name: 'a certificate of its own', answer: asOurs, tls: ({ selfSigned }) => selfSigned },
    { name: 'a certificate that has run out', answer: asOurs, tls: ({ expired }) => expired },
    { name: 'a certificate of another host', answer: asOurs, tls: ({ otherHost }) => otherHost },
    {
      name: 'TLS 1.0',
      answer: asOurs,
      tls: ({ right }) => ({
        ...right,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      }),
    },
  ];
}

export const faultClass: FaultClass = {
  id: 'F34',
  title: 'something else answers at the address of our server',
  needs: ['openssl'],
  async run({ progress }) {
    const { url } = await sharedServer();
    const folder = temporaryFolder('certificates');
    const certificates = makeCertificates(folder);
    const program = await buildProgram('impostor-process');
    const wrong = { believed: 0, tokens: 0, passwords: 0, rightOneRefused: 0 };
    const all = impostors(url);
    try {
      for (const [made, { name, answer, tls }] of all.entries()) {
        const { heard, seen } = await meet({ answer, tls: tls?.(certificates), program, certificates });
        if (heard.who !== 'nobody' || heard.signIn !== 'failed') {
          wrong.believed += 1;
          console.error(`  believed: ${name}`);
        }
        wrong.tokens += seen.tokens;
        wrong.passwords += seen.passwords;
        progress(made + 1, all.length);
      }
      // With nothing to say against the line the same words are believed: the others were refused for what they are.
      const { heard, seen } = await meet({ answer: asOurs, tls: certificates.right, program, certificates });
      if (heard.who !== 'our_server' || seen.tokens === 0) wrong.rightOneRefused += 1;
      return {
        tries: all.length,
        lost: 0,
        duplicated: 0,
        corrupt: 0,
        others: wrong,
        note: "certificates are judged by Node's own stack here; in the app Chromium's judges them",
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

type Meeting = {
  answer: RequestListener;
  tls: ServerOptions | undefined;
  program: string;
  certificates: Certificates;
};

async function meet({ answer, tls, program, certificates }: Meeting) {
  const seen: Seen = { tokens: 0, passwords: 0 };
  const listen: RequestListener = (request, response) => {
    if (request.headers.authorization) seen.tokens += 1;
    if (request.url?.startsWith('/v1/session')) seen.passwords += 1;
    answer(request, response);
  };
  const server = tls ? createTlsServer(tls, listen) : createServer(listen);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [program], {
    env: {
      ...process.env,
      FAULTS_ADDRESS: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
      NODE_EXTRA_CA_CERTS: certificates.authorityFile,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child, 'close');
  server.closeAllConnections();
  server.close();
  return { heard: JSON.parse(said) as { who: string; signIn: string; page: string }, seen };
}
