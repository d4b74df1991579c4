import { randomUUID } from 'node:crypto';
import type { Mutation, MutationResult } from '../../src/shared/contracts/mutations';
import type { ContractServer, contractServers } from './contract-servers';
import {
  type Device,
  type Fields,
  kari,
  type Mirror,
  makeActivityFields,
  makeMutation,
  pull,
  signIn,
} from './sync-client';

/** A server, and one person at two computers, who has what the server has. */
export type PushBench = {
  server: ContractServer;
  device: Device;
  /** The same person at another computer. */
  other: Device;
  mirror: Mirror;
  unitId: string;
  /** Fields of a registration that every rule accepts but for the changes. */
  fields(changes?: Fields): Fields;
  creation(changes?: Fields): Mutation;
  /** A registration that the server has. */
  store(changes?: Fields): Promise<{ recordId: string; revision: number; record: Fields }>;
};

/** On 21 November 2026 at noon, UTC. The caller closes the server. */
export async function startPushBench(start: (typeof contractServers)[number]['start']): Promise<PushBench> {
  const server = await start();
  const device = await signIn(server, kari);
  const other = await signIn(server, kari);
  const mirror: Mirror = new Map();
  await pull(device, mirror);
  const unitId = device.signedIn.person.unitIds[0] ?? '';
  const fields = (changes?: Fields) => makeActivityFields(mirror, unitId, changes);
  const creation = (changes?: Fields) =>
    makeMutation({ operation: 'create', recordId: randomUUID(), changes: fields(changes) });
  const store = async (changes?: Fields) => {
    const mutation = creation(changes);
    const { revision = 0, record } = await pushOne(device, mutation);
    return { recordId: mutation.recordId, revision, record: record as Fields };
  };
  return { server, device, other, mirror, unitId, fields, creation, store };
}

export async function pushOne(from: Device, mutation: Mutation): Promise<MutationResult> {
  const [result] = await from.push('activities', [mutation]);
  if (!result) throw new Error('no result');
  return result;
}

export const removal = (recordId: string, baseRevision: number) =>
  makeMutation({ operation: 'delete', recordId, baseRevision });

export const edit = (recordId: string, baseRevision: number, base: Fields, changes: Fields) =>
  makeMutation({ operation: 'update', recordId, baseRevision, base, changes });
