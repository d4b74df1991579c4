import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { ORPCError, ValidationError } from '@orpc/server';
import { type RequestContext, router } from '../api/router';
import type { Services } from '../api/services';
import { errorBody } from './constant-errors';
import { isKnownHost } from './known-host';
import { readBody } from './read-body';
import { sendStream } from './send-stream';

const compress = promisify(gzip);
/** Bytes. */
const worthCompressing = 1024;
const graceMs = 1000;

export type RequestAnswerer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type AnswererOptions = {
  /** Hosts that are us. */
  names: readonly string[];
  /** How often a stream says that it is there. */
  heartbeatMs: number;
};

/** Answers each request by the contract's routes, with the same headers on every answer. */
export function makeRequestAnswerer(services: Services, options: AnswererOptions): RequestAnswerer {
  const { names, heartbeatMs } = options;
  const handler = new OpenAPIHandler<RequestContext>(router, {
    customErrorResponseBodyEncoder: (error) => errorBody(error.code),
    eventIteratorKeepAliveInterval: heartbeatMs,
    interceptors: [
      async ({ next }) => {
        try {
          return await next();
        } catch (error) {
          throw knownError(services, error);
        }
      },
    ],
  });
  return async (request, response) => {
    try {
      if (!isKnownHost(request.headers.host, names)) return await refuse(response, 'UNKNOWN_HOST');
      const body = await readBody(request);
      if (body.kind === 'too_large') return await cutOff(request, response);
      if (body.kind === 'malformed') return await refuse(response, 'BAD_REQUEST');
      const context = makeContext(services, request);
      const asked = toFetch(request, body.text, whenLeft(response));
      const { matched, response: answer } = await handler.handle(asked, { context });
      if (!matched) return await refuse(response, 'NOT_FOUND');
      await send(request, response, answer, context.answerHeaders);
    } catch (error) {
      if (request.destroyed && !request.complete) return;
      services.report(error);
      await refuse(response, 'INTERNAL_SERVER_ERROR');
    }
  };
}

function makeContext(services: Services, request: IncomingMessage): RequestContext {
  return {
    services,
    authorization: request.headers.authorization ?? null,
    address: request.socket.remoteAddress ?? 'unknown',
    answerHeaders: {},
  };
}

/** The host is ours, whatever the request says: nothing is built from it. */
function toFetch(request: IncomingMessage, body: string, signal: AbortSignal): Request {
  const method = request.method ?? 'GET';
  const url = new URL(`http://feltbok.invalid${request.url?.startsWith('/') ? request.url : '/'}`);
  if (body === '' || method === 'GET' || method === 'HEAD') return new Request(url, { method, signal });
  return new Request(url, { method, signal, body, headers: { 'content-type': 'application/json' } });
}

/** Aborted when the answer is out, or nobody waits for it any more. */
function whenLeft(response: ServerResponse): AbortSignal {
  const left = new AbortController();
  response.once('close', () => left.abort());
  return left.signal;
}

function knownError(services: Services, error: unknown): unknown {
  if (!(error instanceof ORPCError)) {
    services.report(error);
    return new ORPCError('INTERNAL_SERVER_ERROR', { status: 500 });
  }
  if (error.code === 'BAD_REQUEST' && holdsTooMany(error.cause))
    return new ORPCError('TOO_LARGE', { status: 413 });
  return error;
}

/** More mutations than a request may hold: the device halves its batch, as for too many bytes. */
function holdsTooMany(cause: unknown): boolean {
  if (!(cause instanceof ValidationError)) return false;
  return cause.issues.some(
    (issue) => 'code' in issue && issue.code === 'too_big' && issue.path?.at(-1) === 'mutations',
  );
}

async function refuse(response: ServerResponse, code: string): Promise<void> {
  if (response.headersSent || response.destroyed) return;
  const body = errorBody(code);
  response.writeHead(body.status, { ...fixedHeaders, 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Lets the client read why before the line is cut: a reset while it still sends would eat the answer. */
async function cutOff(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('connection', 'close');
  await refuse(response, 'TOO_LARGE');
  request.resume();
  setTimeout(() => request.destroy(), graceMs).unref();
}

const fixedHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=31536000',
};

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Response,
  extra: Record<string, string>,
): Promise<void> {
  const type = extra['content-type'] ?? answer.headers.get('content-type');
  // A proxy that gathers an answer until it is whole would never pass this one on.
  if (answer.body && type === 'text/event-stream')
    return sendStream(response, answer.body, {
      ...fixedHeaders,
      'content-type': type,
      'x-accel-buffering': 'no',
    });
  const plain = Buffer.from(await answer.arrayBuffer());
  const zipped = plain.length > worthCompressing && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const body = zipped ? await compress(plain, { level: 1 }) : plain;
  const headers: Record<string, string> = { ...fixedHeaders, vary: 'accept-encoding', ...extra };
  if (plain.length > 0 && type) headers['content-type'] = type;
  if (zipped) headers['content-encoding'] = 'gzip';
  if (answer.status !== 204) headers['content-length'] = String(body.length);
  response.writeHead(answer.status, headers);
  response.end(body);
}
