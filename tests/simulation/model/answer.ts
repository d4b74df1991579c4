import { errorBody } from '../../../server/http/constant-errors';
import { scopeOf } from '../../../server/session/find-person';
import { type WritableEntity, writableEntities } from '../../../src/shared/contracts/entities';
import { maxBatchItems } from '../../../src/shared/contracts/mutations';
import {
  maxPageRows,
  type Person,
  protocolVersion,
  pushRequest,
  serviceName,
} from '../../../src/shared/contracts/sync-api';
import { type Reading, readChanges, readDigest } from './feed';
import type { MemoryServer } from './memory-server';
import type { User } from './people';
import { pushAll } from './push';
import type { Transaction } from './store';

export type WireRequest = {
  method: string;
  /** With its query. */
  path: string;
  headers: Record<string, string>;
  body: string | null;
};
export type WireAnswer = { status: number; headers: Record<string, string>; text: string };
/** An answer, and the transaction that has to be committed before it goes out. */
export type Decided = { answer: WireAnswer; transaction: Transaction | null };

const maxBodyBytes = 1.25 * 1024 * 1024;
const defaultLimit = 2000;

/** Answers one request by the contract's routes and commits it at once. */
export function answer(server: MemoryServer, request: WireRequest): WireAnswer {
  const { answer, transaction } = decide(server, request);
  if (transaction) server.store.commit(transaction);
  return answer;
}

/** Decides one request. What it writes is seen by others only when its transaction is committed. */
export function decide(server: MemoryServer, request: WireRequest): Decided {
  const url = new URL(`http://model${request.path}`);
  const body = readBody(request);
  if (body.kind === 'too_large') return plain(refuse('TOO_LARGE'));
  if (body.kind === 'malformed') return plain(refuse('BAD_REQUEST'));
  const pushed = /^\/v1\/([a-z_]+)\/mutations$/.exec(url.pathname)?.[1];
  if (pushed && request.method === 'POST') return push(server, pushed, request, body.value);
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /v1/health':
      return plain(ok({ service: serviceName, protocol: protocolVersion, epoch: server.epoch }));
    case 'POST /v1/session':
      return plain(signIn(server, body.value));
    case 'POST /v1/session/refresh': {
      const given = server.people.refresh(String((body.value as { refreshToken?: string })?.refreshToken));
      return plain(typeof given === 'string' ? refuse(given) : ok(given));
    }
    case 'DELETE /v1/session':
      server.people.signOut(
        request.headers.authorization ?? null,
        (body.value as { refreshToken?: string } | undefined)?.refreshToken,
      );
      return plain({ status: 204, headers: {}, text: '' });
    case 'GET /v1/changes':
      return plain(changes(server, request, url.searchParams));
    case 'GET /v1/digest':
      return plain(withReading(server, request, (reading) => ok(readDigest(reading))));
    default:
      return plain(refuse('NOT_FOUND'));
  }
}

export function personOf(server: MemoryServer, user: User): Person {
  const org = server.people.org(user.orgId);
  const units = [...server.store.rows()]
    .filter((row) => row.entity === 'org_units' && row.orgId === user.orgId && !row.deleted)
    .map(({ record }) => String(record.id))
    .sort();
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    orgId: user.orgId,
    orgSlug: org?.slug ?? '',
    orgName: org?.name ?? '',
    unitIds: user.role === 'org_admin' ? units : [...user.unitIds],
  };
}

export function refuse(code: string, headers: Record<string, string> = {}): WireAnswer {
  const body = errorBody(code);
  return {
    status: body.status,
    headers: { 'content-type': 'application/json', ...headers },
    text: JSON.stringify(body),
  };
}

function push(server: MemoryServer, entity: string, request: WireRequest, body: unknown): Decided {
  if (!writableEntities.some((name) => name === entity)) return plain(refuse('BAD_REQUEST'));
  const count = (body as { mutations?: unknown[] } | undefined)?.mutations?.length ?? 0;
  if (count > maxBatchItems) return plain(refuse('TOO_LARGE'));
  const read = pushRequest.safeParse(body);
  if (!read.success) return plain(refuse('BAD_REQUEST'));
  const caller = server.people.caller(request.headers.authorization ?? null);
  if (typeof caller === 'string') return plain(refuse(caller));
  if ((read.data.epoch ?? server.epoch) !== server.epoch) return plain(refuse('EPOCH_CHANGED'));
  const transaction = server.store.begin(caller.deviceId);
  const results = pushAll(
    {
      store: server.store,
      transaction,
      user: caller.user,
      nameOf: (userId) => server.people.user(userId)?.name ?? null,
      deviceId: caller.deviceId,
      entity: entity as WritableEntity,
      now: server.now(),
      isPoison: server.isPoison,
    },
    read.data,
  );
  if (typeof results === 'string') {
    server.store.abort(transaction);
    return plain(refuse(results, results === 'IN_PROGRESS' ? { 'retry-after': '1' } : {}));
  }
  return { answer: ok({ epoch: server.epoch, results }), transaction };
}

function changes(server: MemoryServer, request: WireRequest, query: URLSearchParams): WireAnswer {
  const limit = query.has('limit') ? Number(query.get('limit')) : defaultLimit;
  if (!Number.isInteger(limit) || limit < 1 || limit > maxPageRows) return refuse('BAD_REQUEST');
  return withReading(server, request, (reading) => {
    const cursor = query.get('cursor') ?? undefined;
    const text = readChanges(reading, { cursor, limit: Math.min(limit, server.mostRows) });
    if (text === null) return refuse('CURSOR_REFUSED');
    return { status: 200, headers: { 'content-type': 'application/json' }, text };
  });
}

function withReading(
  server: MemoryServer,
  request: WireRequest,
  read: (reading: Reading) => WireAnswer,
): WireAnswer {
  const caller = server.people.caller(request.headers.authorization ?? null);
  if (typeof caller === 'string') return refuse(caller);
  const person = personOf(server, caller.user);
  return read({
    store: server.store,
    person,
    deviceId: caller.deviceId,
    scope: scopeOf(person),
    epoch: server.epoch,
    key: server.cursorKey,
  });
}

function signIn(server: MemoryServer, body: unknown): WireAnswer {
  const { people, password } = server;
  const given = body as { email: string; password: string; deviceId: string };
  const user = people.userOf(given.email.trim().toLowerCase());
  if (!user || given.password !== password) return refuse('WRONG_CREDENTIALS');
  const tokens = people.signIn(user, given.deviceId);
  if (typeof tokens === 'string') return refuse(tokens);
  return ok({ ...tokens, person: personOf(server, user) });
}

function ok(value: unknown): WireAnswer {
  return { status: 200, headers: { 'content-type': 'application/json' }, text: JSON.stringify(value) };
}

function plain(answered: WireAnswer): Decided {
  return { answer: answered, transaction: null };
}

function readBody({
  body,
}: WireRequest): { kind: 'body'; value: unknown } | { kind: 'too_large' } | { kind: 'malformed' } {
  if (body === null || body === '') return { kind: 'body', value: undefined };
  if (Buffer.byteLength(body) > maxBodyBytes) return { kind: 'too_large' };
  try {
    return { kind: 'body', value: JSON.parse(body) };
  } catch {
    return { kind: 'malformed' };
  }
}
