import { checkFields } from '../../../server/push/check-fields';
import { checkRules } from '../../../server/push/check-rules';
import { type Decision, decideMutation } from '../../../server/push/decide-mutation';
import { asExisting, type Change, knownRevision } from '../../../server/push/find-record';
import { hashBody, reusesId } from '../../../server/push/hash-body';
import type { OrgRules } from '../../../server/push/read-org-rules';
import { sameValue } from '../../../server/push/same-value';
import { columnOf } from '../../../server/records/entity-tables';
import type { ActivityFields } from '../../../src/shared/contracts/activity';
import { fieldGroups, type WritableEntity } from '../../../src/shared/contracts/entities';
import type { Mutation, MutationResult } from '../../../src/shared/contracts/mutations';
import type { PushRequest } from '../../../src/shared/contracts/sync-api';
import { judgeCountable } from '../../../src/shared/rules/judge-countable';
import { readOrgRules } from './org-rules';
import type { User } from './people';
import { type Author, type Fields, keyOf, type Store, type Transaction, unitFieldOf } from './store';

export type Pushing = {
  store: Store;
  transaction: Transaction;
  user: User;
  nameOf(userId: string): string | null;
  deviceId: string;
  entity: WritableEntity;
  now: number;
  /** Whether the server fails on it, whatever it is. */
  isPoison(mutation: Mutation): boolean;
};
type Push = Pushing & { rules: OrgRules; key: string; author: Author };

/** The results of one request, written into the transaction; or the code of a refusal of all of it. */
export function pushAll(
  pushing: Pushing,
  request: PushRequest,
): MutationResult[] | 'DEVICE_REFUSED' | 'IN_PROGRESS' | 'DIFFERENT_BODY' {
  const { store, transaction, user, deviceId, entity, now } = pushing;
  if (request.deviceId !== deviceId) return 'DEVICE_REFUSED';
  if (store.running().some((other) => other !== transaction && other.deviceId === deviceId))
    return 'IN_PROGRESS';
  const ledgerKey = (id: string) => `${user.orgId} ${user.id} ${id}`;
  if (reusesId(entity, request.mutations, (id) => store.ledger(ledgerKey(id))?.bodyHash))
    return 'DIFFERENT_BODY';
  const rules = readOrgRules(store, user.orgId, now);
  return request.mutations.map((mutation) => {
    const settled = store.ledger(ledgerKey(mutation.id), transaction);
    if (settled) return answerAgain(pushing, mutation, settled.result);
    const key = keyOf(user.orgId, entity, mutation.recordId);
    const author = { actor: user.id, deviceId, mutationId: mutation.id };
    const result = pushing.isPoison(mutation)
      ? ({ id: mutation.id, outcome: 'failed', problem: { code: 'internal' } } as const)
      : settleOne({ ...pushing, rules, key, author }, mutation);
    if (result.outcome !== 'failed')
      transaction.ledger.set(ledgerKey(mutation.id), { bodyHash: hashBody(entity, mutation), result });
    return result;
  });
}

function answerAgain(
  { store, transaction, user, entity }: Pushing,
  { recordId }: Mutation,
  result: MutationResult,
): MutationResult {
  const row = store.row(keyOf(user.orgId, entity, recordId), transaction);
  const isThere = row && !row.deleted && isInScope(user, entity, row.record);
  if (result.record === undefined || (result.record === null && !isThere)) return result;
  const { revision: _, ...word } = result;
  return isThere ? { ...word, record: row.record, revision: row.revision } : { ...word, record: null };
}

function isInScope(user: User, entity: WritableEntity, record: Fields): boolean {
  return user.role === 'org_admin' || user.unitIds.includes(String(record[unitFieldOf(entity)]));
}

function settleOne(push: Push, mutation: Mutation): MutationResult {
  const { store, transaction, entity, user, key, deviceId } = push;
  const unsound = checkFields(entity, mutation);
  if (unsound) return { id: mutation.id, outcome: 'rejected', problem: unsound };
  store.waitFor(key, transaction);
  const row = store.row(key, transaction);
  if (row && !isInScope(user, entity, row.record))
    return { id: mutation.id, outcome: 'rejected', problem: { code: 'out_of_scope' } };
  const found = row
    ? { kind: 'found' as const, deleted: row.deleted, revision: row.revision, record: row.record }
    : { kind: 'missing' as const };
  const since = knownRevision(mutation, found);
  const changes = row && (row.deleted || row.revision > since) ? changesOf(push, mutation, since) : [];
  const decision = decideMutation(asExisting(found, changes, deviceId), mutation, fieldGroups[entity]);
  return carryOut(push, mutation, decision, changes);
}

function carryOut(push: Push, mutation: Mutation, decision: Decision, changes: Change[]): MutationResult {
  const { store, transaction, key, author, entity, user } = push;
  const row = store.row(key, transaction);
  const stands = row ? { revision: row.revision } : {};
  switch (decision.kind) {
    case 'gone':
      return { id: mutation.id, outcome: 'rejected', problem: { code: 'gone' } };
    case 'already_deleted':
      return { id: mutation.id, outcome: 'applied', record: null, ...stands };
    case 'deleted_there':
      return conflict(push, mutation, { record: null, lost: decision.lost, changes });
    case 'edited_there':
      return conflict(push, mutation, { record: row?.record ?? {}, lost: decision.lost, changes });
    case 'insert': {
      const problem = check(push, mutation, null, decision.values);
      if (problem) return { id: mutation.id, outcome: 'rejected', problem };
      const record = {
        ...decision.values,
        ...judge(push, decision.values),
        ...approval(push),
        id: mutation.recordId,
      };
      const stored = store.insert(transaction, { orgId: user.orgId, entity, record }, author);
      return { id: mutation.id, outcome: 'applied', record: stored.record, revision: stored.revision };
    }
    case 'delete': {
      const problem = check(push, mutation, row?.record ?? null, null);
      if (problem) return { id: mutation.id, outcome: 'rejected', problem };
      const { revision } = store.update(transaction, key, { changes: {}, deleted: true }, author);
      return { id: mutation.id, outcome: 'applied', record: null, revision };
    }
    default: {
      const before = row?.record ?? {};
      const after = { ...before, ...decision.changes };
      const nothing = Object.keys(decision.changes).length === 0;
      const problem = nothing ? null : check(push, mutation, before, after);
      if (problem) return { id: mutation.id, outcome: 'rejected', problem };
      if (!nothing)
        store.update(transaction, key, { changes: { ...decision.changes, ...judge(push, after) } }, author);
      const stored = store.row(key, transaction);
      const whole = { record: stored?.record ?? {}, revision: stored?.revision ?? 1 };
      if (decision.outcome !== 'conflict') return { id: mutation.id, outcome: decision.outcome, ...whole };
      return conflict(push, mutation, { record: whole.record, lost: decision.lost, changes });
    }
  }
}

function conflict(
  { store, transaction, key, entity }: Push,
  mutation: Mutation,
  { record, lost, changes }: { record: Fields | null; lost: string[]; changes: Change[] },
): MutationResult {
  const columns = new Set(lost.flatMap((group) => fieldGroups[entity][group] ?? []).map(columnOf));
  const winner = changes.find(
    (change) =>
      change.by !== null && change.columns.some((column) => columns.has(column) || column === 'deleted_at'),
  );
  const row = store.row(key, transaction);
  return {
    id: mutation.id,
    outcome: 'conflict',
    record,
    ...(row ? { revision: row.revision } : {}),
    groups: lost,
    ...(winner?.by ? { by: winner.by } : {}),
  };
}

function changesOf(
  { store, transaction, user, entity, nameOf }: Push,
  mutation: Mutation,
  since: number,
): Change[] {
  return store
    .auditOf(transaction)
    .filter(
      (line) =>
        line.orgId === user.orgId &&
        line.entity === entity &&
        line.recordId === mutation.recordId &&
        line.revision > since,
    )
    .map((line) => ({
      revision: line.revision,
      device: line.deviceId,
      by: line.actor === null ? null : nameOf(line.actor),
      columns: [...line.fields.map(columnOf), ...(line.action === 'delete' ? ['deleted_at'] : [])],
    }))
    .sort((one, other) => other.revision - one.revision);
}

function check(push: Push, mutation: Mutation, before: Fields | null, after: Fields | null) {
  const touched = Object.keys(after ?? {}).filter(
    (field) => before === null || !sameValue(before[field], after?.[field]),
  );
  return checkRules(
    { entity: push.entity, before, after, touched: new Set(touched), references: mutation.references },
    push.rules,
    push.user.role === 'org_admin' ? 'all' : push.user.unitIds,
  );
}

function judge({ entity, rules }: Push, values: Fields): Fields {
  if (entity !== 'activities') return {};
  const fields = values as unknown as ActivityFields;
  const category = rules.types.get(fields.activityTypeId)?.grantCategory ?? 'other';
  const judged = judgeCountable(fields, category, rules.grantRules);
  return {
    countable: judged.countable,
    countableReasons: judged.reasons,
    rulesVersion: judged.rulesVersion,
    reportingYear: judged.reportingYear,
  };
}

function approval({ entity, user, rules }: Push): Fields {
  if (entity !== 'peer_mentors') return {};
  const approved = user.role === 'org_admin';
  return {
    approval: approved ? 'approved' : 'proposed',
    approvedFrom: approved ? rules.today : null,
    approvedTo: null,
    active: true,
  };
}
