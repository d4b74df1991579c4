import type { Mutation } from '../../src/shared/contracts/mutations';
import type { Json } from '../../src/shared/contracts/primitives';
import { assertNever } from '../../src/shared/rules/assert-never';
import { sameValue } from './same-value';

export type Fields = Record<string, Json>;
export type FieldGroups = Record<string, readonly string[]>;

/** The record as the server holds it when the mutation arrives. */
export type Existing =
  | { kind: 'missing' }
  | { kind: 'deleted' }
  | {
      kind: 'present';
      values: Fields;
      /** Fields that others than the mutation's device changed since its base revision. */
      changedByOthers: ReadonlySet<string>;
    };

export type Decision =
  | { kind: 'insert'; values: Fields }
  /** `changes` holds what is to be written, nothing at all perhaps; `lost` the groups that the server keeps. */
  | { kind: 'update'; changes: Fields; outcome: 'applied' | 'merged' | 'conflict'; lost: string[] }
  | { kind: 'delete' }
  /** The record is as the mutation wants it: not there. */
  | { kind: 'already_deleted' }
  /** Edited here, deleted there. */
  | { kind: 'deleted_there'; lost: string[] }
  /** The reverse: deleted here, edited there. */
  | { kind: 'edited_there'; lost: string[] }
  /** Nobody ever stored this record. */
  | { kind: 'gone' };

type Asked = Pick<Mutation, 'operation' | 'base' | 'changes'>;

/** Server wins, per field group. Clocks have no say; equal wishes never conflict. */
export function decideMutation(existing: Existing, mutation: Asked, groups: FieldGroups): Decision {
  switch (existing.kind) {
    case 'missing':
      return decideMissing(mutation);
    case 'deleted':
      return mutation.operation === 'delete'
        ? { kind: 'already_deleted' }
        : { kind: 'deleted_there', lost: touchedGroups(mutation.changes, groups) };
    case 'present':
      return mutation.operation === 'delete'
        ? decideDelete(existing, mutation, groups)
        : decideChange(existing, mutation, groups);
    default:
      return assertNever(existing);
  }
}

function decideMissing(mutation: Asked): Decision {
  switch (mutation.operation) {
    case 'create':
      return { kind: 'insert', values: mutation.changes };
    case 'update':
      return { kind: 'gone' };
    case 'delete':
      return { kind: 'already_deleted' };
    default:
      return assertNever(mutation.operation);
  }
}

type Present = Extract<Existing, { kind: 'present' }>;

function decideDelete(existing: Present, mutation: Asked, groups: FieldGroups): Decision {
  const lost = Object.keys(groups).filter((group) =>
    (groups[group] ?? []).some((field) => changedThere(existing, mutation, field)),
  );
  return lost.length > 0 ? { kind: 'edited_there', lost } : { kind: 'delete' };
}

function decideChange(existing: Present, mutation: Asked, groups: FieldGroups): Decision {
  const changes: Fields = {};
  const lost: string[] = [];
  for (const group of touchedGroups(mutation.changes, groups)) {
    const fields = groups[group] ?? [];
    const touched = fields.filter((field) => field in mutation.changes);
    if (touched.every((field) => sameValue(existing.values[field], mutation.changes[field]))) continue;
    if (mutation.operation === 'create' || fields.some((field) => changedThere(existing, mutation, field)))
      lost.push(group);
    else for (const field of touched) changes[field] = mutation.changes[field] ?? null;
  }
  const outcome = lost.length > 0 ? 'conflict' : existing.changedByOthers.size > 0 ? 'merged' : 'applied';
  return { kind: 'update', changes, outcome, lost };
}

/** By what the person saw, where she says so; else by who changed what since. */
function changedThere(existing: Present, mutation: Asked, field: string): boolean {
  return field in mutation.base
    ? !sameValue(existing.values[field], mutation.base[field])
    : existing.changedByOthers.has(field);
}

function touchedGroups(changes: Fields, groups: FieldGroups): string[] {
  return Object.keys(groups).filter((group) => (groups[group] ?? []).some((field) => field in changes));
}
