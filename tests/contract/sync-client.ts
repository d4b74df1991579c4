import { randomUUID } from 'node:crypto';
import { demoPassword } from '../../server/seed/plan-demo';
import type { RunningServer } from '../../server/start-server';
import type { EntityName, WritableEntity } from '../../src/shared/contracts/entities';
import type { Mutation, MutationResult } from '../../src/shared/contracts/mutations';
import type { Json } from '../../src/shared/contracts/primitives';
import {
  type ChangesPage,
  changesPage,
  pushAnswer,
  type SignInAnswer,
  signInAnswer,
} from '../../src/shared/contracts/sync-api';
import type { ContractServer } from './contract-servers';

export type Fields = Record<string, Json>;
export const kari = 'kari.demo@feltbok.example';
export const ola = 'ola.demo@feltbok.example';
export const siri = 'siri.demo@feltbok.example';
export const admin = 'admin.demo@feltbok.example';

/** A device that talks plain HTTP, as the contract says. */
export type Device = {
  id: string;
  email: string;
  signedIn: SignInAnswer;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  push(entity: WritableEntity, mutations: Mutation[]): Promise<MutationResult[]>;
  page(cursor?: string, limit?: number): Promise<ChangesPage>;
};

/** A server on the network, or one that is asked in this process. */
type Answering = Pick<RunningServer, 'url'> | Pick<ContractServer, 'ask'>;

export async function send(
  server: Answering,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  const given = text === null ? headers : { 'content-type': 'application/json', ...headers };
  if ('url' in server)
    return fetch(`${server.url}${path}`, {
      method,
      headers: given,
      ...(text === null ? {} : { body: text }),
    });
  const answer = await server.ask({ method, path, headers: given, body: text });
  return new Response(answer.status === 204 ? null : answer.text, answer);
}

export async function signIn(
  server: Answering,
  email: string,
  deviceId: string = randomUUID(),
): Promise<Device> {
  const answer = await send(server, 'POST', '/v1/session', { email, password: demoPassword, deviceId });
  if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`);
  const signedIn = signInAnswer.parse(await answer.json());
  const call: Device['call'] = (method, path, body, headers = {}) =>
    send(server, method, path, body, { authorization: `Bearer ${signedIn.accessToken}`, ...headers });
  return {
    id: deviceId,
    email,
    signedIn,
    call,
    push: async (entity, mutations) => {
      const pushed = await call('POST', `/v1/${entity}/mutations`, { deviceId, mutations });
      if (pushed.status !== 200) throw new Error(`push answered ${pushed.status}`);
      return pushAnswer.parse(await pushed.json()).results;
    },
    page: async (cursor, limit) => {
      const query = new URLSearchParams({
        ...(cursor === undefined ? {} : { cursor }),
        ...(limit === undefined ? {} : { limit: String(limit) }),
      });
      const page = await call('GET', `/v1/changes?${query}`);
      if (page.status !== 200) throw new Error(`changes answered ${page.status}`);
      return changesPage.parse(await page.json());
    },
  };
}

let sequence = 0;

/** A mutation with what the test does not care about filled in. */
export function makeMutation(
  mutation: Partial<Mutation> & Pick<Mutation, 'operation' | 'recordId'>,
): Mutation {
  sequence += 1;
  return {
    id: randomUUID(),
    sequence,
    baseRevision: null,
    base: {},
    changes: {},
    references: [],
    madeAt: 1_795_000_000_000,
    schemaVersion: 1,
    ...mutation,
  };
}

/** Rows by entity and id, as a device would mirror them. */
export type Mirror = Map<string, Fields>;

export function applyPage(mirror: Mirror, page: ChangesPage): void {
  for (const [entity, table] of Object.entries(page.changes)) {
    for (const row of table.rows) {
      const record = Object.fromEntries(table.columns.map((column, index) => [column, row[index] ?? null]));
      mirror.set(`${entity} ${record.id}`, record);
    }
  }
  for (const [entity, ids] of Object.entries(page.tombstones))
    for (const id of ids) mirror.delete(`${entity} ${id}`);
}

/** Pulls until there is no more. Answers the cursor to go on from. */
export async function pull(device: Device, mirror: Mirror, from?: string, limit?: number): Promise<string> {
  let cursor = from;
  for (;;) {
    const page = await device.page(cursor, limit);
    applyPage(mirror, page);
    cursor = page.cursor;
    // The last page of a snapshot is followed by what changed since its watermark.
    if (!page.more && !page.snapshot) return cursor;
  }
}

export function recordsOf(mirror: Mirror, entity: EntityName): Fields[] {
  return [...mirror].filter(([key]) => key.startsWith(`${entity} `)).map(([, record]) => record);
}

/** The fields of a registration that every rule accepts, in the person's first unit. */
export function makeActivityFields(mirror: Mirror, unitId: string, changes: Fields = {}): Fields {
  const types = recordsOf(mirror, 'activity_types');
  const type = types.find((each) => each.code === 'home_visit') ?? types[0];
  const mentor = recordsOf(mirror, 'peer_mentors').find((each) => each.homeUnitId === unitId);
  return {
    unitId,
    batchId: null,
    occurredOn: '2026-10-01',
    activityTypeId: type?.id ?? null,
    mode: 'in_person',
    setting: 'home',
    durationMin: 45,
    participantsCount: 1,
    newParticipants: null,
    municipalityCode: null,
    mentors: [{ peerMentorId: mentor?.id ?? null, role: 'responsible' }],
    contactId: null,
    travelKm: 12.5,
    tollNok: null,
    outlayNok: null,
    note: '',
    ...changes,
  };
}

/** Pulls once, then makes registrations in the person's own unit. */
export async function makeRegistrar(device: Device): Promise<(changes?: Partial<Mutation>) => Mutation> {
  const mirror = new Map();
  await pull(device, mirror);
  const unitId = device.signedIn.person.unitIds[0] ?? '';
  return (changes = {}) =>
    makeMutation({
      operation: 'create',
      recordId: randomUUID(),
      changes: makeActivityFields(mirror, unitId),
      ...changes,
    });
}
