import { z } from 'zod';
import type { WritableEntity } from '../../shared/contracts/entities';
import {
  type DigestAnswer,
  digestAnswer,
  eventsPath,
  type Health,
  health,
  type IdentityProof,
  maxPageRows,
  mutationsPath,
  type PushAnswer,
  protocolVersion,
  type RefreshAnswer,
  receivedPushAnswer,
  refreshAnswer,
  type SignInAnswer,
  serviceName,
  signInAnswer,
  tokens as tokensSchema,
} from '../../shared/contracts/sync-api';
import { classifyFailure, type Failure, type Met } from '../../shared/rules/classify-failure';
import type { Clock, Network, TokenSource } from './ports';
import { readCapped } from './read-capped';

/** Success with the bytes it took, or what went wrong, already classified. */
export type Answer<T> = { kind: 'ok'; value: T; bytes: number } | { kind: 'failed'; failure: Failure };

export type ServerClient = {
  health(): Promise<Answer<Health>>;
  /** Who answers at the address, by its health route. */
  probe(): Promise<'our_server' | 'other_protocol' | 'nobody'>;
  signIn(input: { email: string; password: string; deviceId: string }): Promise<Answer<SignInAnswer>>;
  signInWithProvider(input: IdentityProof): Promise<Answer<SignInAnswer>>;
  refresh(refreshToken: string): Promise<Answer<RefreshAnswer>>;
  signOut(refreshToken: string): Promise<void>;
  /** `body`: a PushRequest as JSON text. */
  push(entity: WritableEntity, body: string): Promise<Answer<PushAnswer>>;
  /** A page as it came: nothing in it has been looked at. */
  changes(cursor: string | null): Promise<Answer<Uint8Array<ArrayBuffer>>>;
  digest(): Promise<Answer<DigestAnswer>>;
  /** A stream of pokes as it comes, until `left` is aborted: nothing in it has been looked at. */
  events(left: AbortSignal): Promise<Answer<ReadableStream<Uint8Array>>>;
};

const requestMs = 30_000;
const probeMs = 8_000;
const pageMs = 300_000;
/** A page whose token has run out is asked for twice, with a refresh in between. */
export const longestCallMs = 2 * pageMs + requestMs;
/** An answer may hold this much, unpacked. A page is promised to stay under about 5 MB, and is not parsed in one piece. */
const maxPageBytes = 16 * 1024 * 1024;
/** The results of a full batch are under 3 MB; small arrays take ten times their text when they are parsed. */
const maxAnswerBytes = 4 * 1024 * 1024;
/** Measured: 500 rows a page cost a third more, 5,000 gain 4 % and hold the database for longer at a time. */
const pageRows = Math.min(2000, maxPageRows);

/** What a body has to be for an answer to count as a success. */
type Reader<T> = (body: Uint8Array<ArrayBuffer>) => { isJson: boolean; code: string | null; value: T | null };

type Call = { method: string; path: string; body?: string; timeoutMs?: number; maxBytes?: number };

/** The one door to the network. `baseUrl`: origin of the sync server, without a slash at its end. */
export function createServerClient(ports: {
  network: Network;
  baseUrl: string;
  tokens: TokenSource;
  clock: Clock;
  appVersion: string;
  /** False once the person has paused: no new token is asked for then, and no call made again. */
  mayGoOn?: () => boolean;
}): ServerClient {
  const { network, baseUrl, tokens, clock, appVersion, mayGoOn = () => true } = ports;

  async function call<T>(read: Reader<T>, request: Call, token: string | null): Promise<Answer<T>> {
    const timeout = new AbortController();
    const cancel = clock.after(request.timeoutMs ?? requestMs, () => timeout.abort());
    try {
      const response = await network(baseUrl + request.path, {
        method: request.method,
        headers: headers(token, request.body !== undefined),
        ...(request.body === undefined ? {} : { body: request.body }),
        signal: timeout.signal,
      });
      return await readAnswer(read, response, request.maxBytes ?? maxAnswerBytes);
    } catch {
      return failed({ kind: 'no_answer', why: timeout.signal.aborted ? 'timeout' : 'network' });
    } finally {
      cancel();
    }
  }

  async function readAnswer<T>(read: Reader<T>, response: Response, maxBytes: number): Promise<Answer<T>> {
    const body = response.status === 204 ? emptyObject() : await readCapped(response, maxBytes);
    if (!body) return failed({ kind: 'no_answer', why: 'too_large' });
    const { isJson, code, value } = response.ok ? read(body) : { ...asJson(z.unknown())(body), value: null };
    const failure = classifyFailure(
      {
        kind: 'answer',
        status: response.status,
        isJson,
        retryAfter: response.headers.get('retry-after'),
        code,
      },
      clock.now(),
    );
    if (failure) return { kind: 'failed', failure };
    if (value === null) return failed({ kind: 'no_answer', why: 'not_understood' });
    return { kind: 'ok', value, bytes: body.byteLength };
  }

  function headers(token: string | null, hasBody: boolean): Record<string, string> {
    return {
      accept: 'application/json',
      'x-feltbok-version': appVersion,
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
  }

  const authorised = <T>(read: Reader<T>, request: Call) => inHerName((token) => call(read, request, token));

  /** A call in the person's name: a token that has run out is renewed once, whoever else asks at the same time. */
  async function inHerName<T>(make: (token: string | null) => Promise<Answer<T>>): Promise<Answer<T>> {
    const token = tokens.access();
    const first = token === null ? null : await make(token);
    if (first && (first.kind === 'ok' || !endsToken(first.failure))) return first;
    if (!mayGoOn()) return failed({ kind: 'no_answer', why: 'network' });
    const renewed = await tokens.refresh();
    if (renewed === 'refused') return { kind: 'failed', failure: { kind: 'auth_needed', notBefore: null } };
    if (renewed === 'unreachable' || !mayGoOn()) return failed({ kind: 'no_answer', why: 'network' });
    return make(tokens.access());
  }

  /** The time limit is for the answer's beginning: what follows may be silent for as long as its reader allows. */
  async function openStream(
    left: AbortSignal,
    token: string | null,
  ): Promise<Answer<ReadableStream<Uint8Array>>> {
    const timeout = new AbortController();
    const cancel = clock.after(requestMs, () => timeout.abort());
    try {
      const response = await network(baseUrl + eventsPath, {
        method: 'GET',
        headers: { ...headers(token, false), accept: 'text/event-stream' },
        signal: AbortSignal.any([left, timeout.signal]),
      });
      if (response.ok && response.body && isEventStream(response))
        return { kind: 'ok', value: response.body, bytes: 0 };
      if (!response.ok) return await readAnswer(asJson(z.never()), response, maxAnswerBytes);
      // A page of somebody else's, which may have no end.
      void response.body?.cancel().catch(() => {});
      return failed({ kind: 'answer', status: response.status, isJson: false, retryAfter: null, code: null });
    } catch {
      return failed({ kind: 'no_answer', why: timeout.signal.aborted ? 'timeout' : 'network' });
    } finally {
      cancel();
    }
  }

  function failed(met: Met): { kind: 'failed'; failure: Failure } {
    return {
      kind: 'failed',
      failure: classifyFailure(met, clock.now()) ?? { kind: 'answer_not_understood', notBefore: null },
    };
  }

  async function askHealth(): Promise<Answer<Health>> {
    const answer = await call(
      asJson(health),
      { method: 'GET', path: '/v1/health', timeoutMs: probeMs },
      null,
    );
    if (answer.kind === 'failed') return answer;
    if (answer.value.service !== serviceName)
      return failed({ kind: 'answer', status: 200, isJson: false, retryAfter: null, code: null });
    if (answer.value.protocol !== protocolVersion)
      return { kind: 'failed', failure: { kind: 'update_needed', notBefore: null } };
    return answer;
  }

  /** A password, or an identity token, is told to nobody who has not answered as our server just now. */
  async function showWho(path: string, input: object): Promise<Answer<SignInAnswer>> {
    const met = await askHealth();
    if (met.kind === 'failed') return met;
    return call(asJson(signInAnswer), { method: 'POST', path, body: JSON.stringify(input) }, null);
  }

  return {
    health: askHealth,
    async probe() {
      const answer = await askHealth();
      if (answer.kind === 'ok') return 'our_server';
      return answer.failure.kind === 'update_needed' ? 'other_protocol' : 'nobody';
    },
    signIn: (input) => showWho('/v1/session', input),
    signInWithProvider: (input) => showWho('/v1/session/provider', input),
    refresh: (refreshToken) =>
      call(
        asJson(refreshAnswer),
        { method: 'POST', path: '/v1/session/refresh', body: JSON.stringify({ refreshToken }) },
        null,
      ),
    async signOut(refreshToken) {
      if ((await askHealth()).kind === 'failed') return;
      const body = JSON.stringify({ refreshToken });
      await call(
        asJson(tokensSchema.partial()),
        { method: 'DELETE', path: '/v1/session', body },
        tokens.access(),
      );
    },
    push: (entity, body) =>
      authorised(asJson(receivedPushAnswer), { method: 'POST', path: mutationsPath(entity), body }),
    changes: (cursor) => {
      const query = new URLSearchParams({ limit: String(pageRows), ...(cursor === null ? {} : { cursor }) });
      const path = `/v1/changes?${query}`;
      return authorised(asBytes, { method: 'GET', path, timeoutMs: pageMs, maxBytes: maxPageBytes });
    },
    digest: () => authorised(asJson(digestAnswer), { method: 'GET', path: '/v1/digest' }),
    events: (left) => inHerName((token) => openStream(left, token)),
  };
}

function isEventStream({ headers }: Response): boolean {
  return headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() === 'text/event-stream';
}

/** A token that has run out, or the end of the sign-in, which the refresh then brings to light. */
function endsToken({ kind }: Failure): boolean {
  return kind === 'auth_needed' || kind === 'device_copied' || kind === 'device_refused';
}

/** What an answer without a body is read as. */
const emptyObject = () => new TextEncoder().encode('{}');

function asJson<T>(schema: z.ZodType<T>): Reader<T> {
  return (body) => {
    const parsed = parseJson(body);
    const read = schema.safeParse(parsed);
    return { isJson: parsed !== undefined, code: errorCode(parsed), value: read.success ? read.data : null };
  };
}

/** A page is read where it is written; whether it is JSON is found there. */
const asBytes: Reader<Uint8Array<ArrayBuffer>> = (body) => ({ isJson: true, code: null, value: body });

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** The typed error code of our own server; null for anybody else's answer. */
function errorCode(parsed: unknown): string | null {
  if (typeof parsed !== 'object' || parsed === null || !('code' in parsed)) return null;
  return typeof parsed.code === 'string' ? parsed.code : null;
}
