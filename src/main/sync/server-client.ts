import type { z } from 'zod';
import type { WritableEntity } from '../../shared/contracts/entities';
import {
  type ChangesPage,
  changesPage,
  type DigestAnswer,
  digestAnswer,
  type Health,
  health,
  maxPageRows,
  mutationsPath,
  type PushAnswer,
  protocolVersion,
  pushAnswer,
  type SignInAnswer,
  serviceName,
  signInAnswer,
  type Tokens,
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
  refresh(refreshToken: string): Promise<Answer<Tokens>>;
  signOut(refreshToken: string): Promise<void>;
  /** `body`: a PushRequest as JSON text. */
  push(entity: WritableEntity, body: string): Promise<Answer<PushAnswer>>;
  changes(cursor: string | null): Promise<Answer<ChangesPage>>;
  digest(): Promise<Answer<DigestAnswer>>;
};

const requestMs = 30_000;
const probeMs = 8_000;
const pageMs = 300_000;
/** A page whose token has run out is asked for twice, with a refresh in between. */
export const longestCallMs = 2 * pageMs + requestMs;
/** An answer may hold this much, unpacked. A page is promised to stay under about 5 MB. */
const maxAnswerBytes = 16 * 1024 * 1024;
/** Small enough that applying a page does not hold the main process for long. */
const pageRows = Math.min(500, maxPageRows);

type Call = { method: string; path: string; body?: string; timeoutMs?: number };

/** The one door to the network. `baseUrl`: origin of the sync server, without a slash at its end. */
export function createServerClient(ports: {
  network: Network;
  baseUrl: string;
  tokens: TokenSource;
  clock: Clock;
  appVersion: string;
}): ServerClient {
  const { network, baseUrl, tokens, clock, appVersion } = ports;

  async function call<T>(schema: z.ZodType<T>, request: Call, token: string | null): Promise<Answer<T>> {
    const timeout = new AbortController();
    const cancel = clock.after(request.timeoutMs ?? requestMs, () => timeout.abort());
    try {
      const response = await network(baseUrl + request.path, {
        method: request.method,
        headers: headers(token, request.body !== undefined),
        ...(request.body === undefined ? {} : { body: request.body }),
        signal: timeout.signal,
      });
      return await readAnswer(schema, response);
    } catch {
      return failed({ kind: 'no_answer', why: timeout.signal.aborted ? 'timeout' : 'network' });
    } finally {
      cancel();
    }
  }

  async function readAnswer<T>(schema: z.ZodType<T>, response: Response): Promise<Answer<T>> {
    const body = await readCapped(response, maxAnswerBytes);
    if (!body) return failed({ kind: 'no_answer', why: 'too_large' });
    const parsed = response.status === 204 ? {} : parseJson(body.text);
    const failure = classifyFailure(
      {
        kind: 'answer',
        status: response.status,
        isJson: parsed !== undefined,
        retryAfter: response.headers.get('retry-after'),
        code: errorCode(parsed),
      },
      clock.now(),
    );
    if (failure) return { kind: 'failed', failure };
    const value = schema.safeParse(parsed);
    if (!value.success) return failed({ kind: 'no_answer', why: 'not_understood' });
    return { kind: 'ok', value: value.data, bytes: body.bytes };
  }

  function headers(token: string | null, hasBody: boolean): Record<string, string> {
    return {
      accept: 'application/json',
      'x-feltbok-version': appVersion,
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
  }

  /** A call in the person's name: a token that has run out is renewed once, whoever else asks at the same time. */
  async function authorised<T>(schema: z.ZodType<T>, request: Call): Promise<Answer<T>> {
    const token = tokens.access();
    const first = token === null ? null : await call(schema, request, token);
    if (first && (first.kind === 'ok' || first.failure.kind !== 'auth_needed')) return first;
    const renewed = await tokens.refresh();
    if (renewed === 'refused') return { kind: 'failed', failure: { kind: 'auth_needed', notBefore: null } };
    if (renewed === 'unreachable') return failed({ kind: 'no_answer', why: 'network' });
    return call(schema, request, tokens.access());
  }

  function failed(met: Met): { kind: 'failed'; failure: Failure } {
    return {
      kind: 'failed',
      failure: classifyFailure(met, clock.now()) ?? { kind: 'answer_not_understood', notBefore: null },
    };
  }

  async function askHealth(): Promise<Answer<Health>> {
    const answer = await call(health, { method: 'GET', path: '/v1/health', timeoutMs: probeMs }, null);
    if (answer.kind === 'failed') return answer;
    if (answer.value.service !== serviceName)
      return failed({ kind: 'answer', status: 200, isJson: false, retryAfter: null, code: null });
    if (answer.value.protocol !== protocolVersion)
      return { kind: 'failed', failure: { kind: 'update_needed', notBefore: null } };
    return answer;
  }

  return {
    health: askHealth,
    async probe() {
      const answer = await askHealth();
      if (answer.kind === 'ok') return 'our_server';
      return answer.failure.kind === 'update_needed' ? 'other_protocol' : 'nobody';
    },
    // A password is told to nobody who has not answered as our server just now.
    async signIn(input) {
      const met = await askHealth();
      if (met.kind === 'failed') return met;
      return call(signInAnswer, { method: 'POST', path: '/v1/session', body: JSON.stringify(input) }, null);
    },
    refresh: (refreshToken) =>
      call(
        tokensSchema,
        { method: 'POST', path: '/v1/session/refresh', body: JSON.stringify({ refreshToken }) },
        null,
      ),
    async signOut(refreshToken) {
      if ((await askHealth()).kind === 'failed') return;
      const body = JSON.stringify({ refreshToken });
      await call(tokensSchema.partial(), { method: 'DELETE', path: '/v1/session', body }, tokens.access());
    },
    push: (entity, body) => authorised(pushAnswer, { method: 'POST', path: mutationsPath(entity), body }),
    changes: (cursor) => {
      const query = new URLSearchParams({ limit: String(pageRows), ...(cursor === null ? {} : { cursor }) });
      return authorised(changesPage, { method: 'GET', path: `/v1/changes?${query}`, timeoutMs: pageMs });
    },
    digest: () => authorised(digestAnswer, { method: 'GET', path: '/v1/digest' }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The typed error code of our own server; null for anybody else's answer. */
function errorCode(parsed: unknown): string | null {
  if (typeof parsed !== 'object' || parsed === null || !('code' in parsed)) return null;
  return typeof parsed.code === 'string' ? parsed.code : null;
}
