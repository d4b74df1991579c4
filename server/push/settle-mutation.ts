import type { ActivityFields } from '../../src/shared/contracts/activity';
import { fieldGroups, type WritableEntity } from '../../src/shared/contracts/entities';
import type { Mutation, MutationResult, Problem } from '../../src/shared/contracts/mutations';
import { assertNever } from '../../src/shared/rules/assert-never';
import { judgeCountable } from '../../src/shared/rules/judge-countable';
import type { Sql } from '../database/sql';
import { columnOf } from '../records/entity-tables';
import type { Caller } from '../session/as-person';
import { checkFields } from './check-fields';
import { checkRules } from './check-rules';
import { type Decision, decideMutation, type Fields } from './decide-mutation';
import { asExisting, type Change, type Found, findChanges, findRecord, knownRevision } from './find-record';
import type { OrgRules } from './read-org-rules';
import { sameValue } from './same-value';
import { deleteRecord, insertRecord, type RecordKey, updateRecord } from './store-record';

export type Push = {
  sql: Sql;
  caller: Caller;
  entity: WritableEntity;
  rules: OrgRules;
  /** Told of what should not have happened. */
  report: (error: unknown) => void;
};

type InScope = Exclude<Found, { kind: 'out_of_scope' }>;
type Context = { found: InScope; changes: Change[]; key: RecordKey };

/** Decides one mutation and writes what it decides. */
export async function settleMutation(push: Push, mutation: Mutation): Promise<MutationResult> {
  const { sql, caller, entity } = push;
  const unsound = checkFields(entity, mutation);
  if (unsound) return reject(mutation, unsound);
  const key = { orgId: caller.person.orgId, entity, recordId: mutation.recordId };
  const found = await findRecord(sql, key.orgId, entity, key.recordId, caller.scope);
  if (found.kind === 'out_of_scope') return reject(mutation, { code: 'out_of_scope' });
  const since = knownRevision(mutation, found);
  const moved = found.kind === 'found' && (found.deleted || found.revision > since);
  const changes = moved ? await findChanges(sql, key.orgId, entity, key.recordId, since) : [];
  const decision = decideMutation(asExisting(found, changes, caller.deviceId), mutation, fieldGroups[entity]);
  return carryOut(push, mutation, decision, { found, changes, key });
}

async function carryOut(
  push: Push,
  mutation: Mutation,
  decision: Decision,
  context: Context,
): Promise<MutationResult> {
  switch (decision.kind) {
    case 'insert':
      return create(push, mutation, decision.values, context);
    case 'update':
      return update(push, mutation, decision, context);
    case 'delete':
      return remove(push, mutation, context);
    case 'already_deleted':
      return { id: mutation.id, outcome: 'applied', record: null, ...revisionOf(context.found) };
    case 'deleted_there':
      return conflict(push, mutation, context, { record: null, lost: decision.lost });
    case 'edited_there':
      return conflict(push, mutation, context, { record: recordOf(context.found), lost: decision.lost });
    case 'gone':
      return reject(mutation, { code: 'gone' });
    default:
      return assertNever(decision);
  }
}

async function create(
  push: Push,
  mutation: Mutation,
  values: Fields,
  { key }: Context,
): Promise<MutationResult> {
  const problem = check(push, mutation, null, values);
  if (problem) return reject(mutation, problem);
  const { person } = push.caller;
  const row = { ...values, ...judge(push, values), ...approve(push) };
  const stored = await insertRecord(push.sql, key, row, person.id);
  return { id: mutation.id, outcome: 'applied', ...stored };
}

async function update(
  push: Push,
  mutation: Mutation,
  decision: Extract<Decision, { kind: 'update' }>,
  context: Context,
): Promise<MutationResult> {
  const before = recordOf(context.found);
  const after = { ...before, ...decision.changes };
  const nothing = Object.keys(decision.changes).length === 0;
  const problem = nothing ? null : check(push, mutation, before, after);
  if (problem) return reject(mutation, problem);
  const stored = nothing
    ? { record: before, ...revisionOf(context.found) }
    : await updateRecord(push.sql, context.key, { ...decision.changes, ...judge(push, after) });
  if (decision.outcome !== 'conflict') return { id: mutation.id, outcome: decision.outcome, ...stored };
  return { ...conflict(push, mutation, context, { record: stored.record, lost: decision.lost }), ...stored };
}

async function remove(push: Push, mutation: Mutation, context: Context): Promise<MutationResult> {
  const problem = check(push, mutation, recordOf(context.found), null);
  if (problem) return reject(mutation, problem);
  return {
    id: mutation.id,
    outcome: 'applied',
    record: null,
    revision: await deleteRecord(push.sql, context.key),
  };
}

function check(push: Push, mutation: Mutation, before: Fields | null, after: Fields | null): Problem | null {
  const touched = Object.keys(after ?? {}).filter(
    (field) => before === null || !sameValue(before[field], after?.[field]),
  );
  return checkRules(
    { entity: push.entity, before, after, touched: new Set(touched), references: mutation.references },
    push.rules,
    push.caller.scope,
  );
}

function judge({ entity, rules }: Push, values: Fields): Fields {
  if (entity !== 'activities') return {};
  const fields = values as unknown as ActivityFields;
  const category = rules.types.get(fields.activityTypeId)?.grantCategory ?? 'other';
  const { countable, reasons, rulesVersion, reportingYear } = judgeCountable(
    fields,
    category,
    rules.grantRules,
  );
  return { countable, countableReasons: reasons, rulesVersion, reportingYear };
}

/** A coordinator proposes a mentor; who runs the organisation approves by adding one. */
function approve({ entity, caller, rules }: Push): Fields {
  if (entity !== 'peer_mentors') return {};
  const approved = caller.person.role === 'org_admin';
  return {
    approval: approved ? 'approved' : 'proposed',
    approvedFrom: approved ? rules.today : null,
    active: true,
  };
}

function conflict(
  push: Push,
  mutation: Mutation,
  { found, changes }: Context,
  { record, lost }: { record: Fields | null; lost: string[] },
): MutationResult {
  const columns = new Set(lost.flatMap((group) => fieldGroups[push.entity][group] ?? []).map(columnOf));
  const winner = changes.find(
    (change) =>
      change.by !== null && change.columns.some((column) => columns.has(column) || column === 'deleted_at'),
  );
  return {
    id: mutation.id,
    outcome: 'conflict',
    record,
    ...revisionOf(found),
    groups: lost,
    ...(winner?.by ? { by: winner.by } : {}),
  };
}

function reject(mutation: Mutation, problem: Problem): MutationResult {
  return { id: mutation.id, outcome: 'rejected', problem };
}

function recordOf(found: InScope): Fields {
  return found.kind === 'found' ? found.record : {};
}

function revisionOf(found: InScope): { revision?: number } {
  return found.kind === 'found' ? { revision: found.revision } : {};
}
