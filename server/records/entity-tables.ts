import { type EntityName, recordFields } from '../../src/shared/contracts/entities';

export type EntityTable = {
  /** The table has the entity's name. */
  table: EntityName;
  /** Whether its rows belong to a unit, and so to the scope of some and not of others. */
  scoped: boolean;
  /** Fields as the contract names them, `id` and `revision` first. */
  fields: readonly string[];
};

const scoped: readonly EntityName[] = ['contacts', 'peer_mentors', 'activities'];

export function entityTable(entity: EntityName): EntityTable {
  return { table: entity, scoped: scoped.includes(entity), fields: recordFields(entity) };
}

/** The column of a field. A mentor's home unit is its unit, under the name that scope and policies know. */
export function columnOf(field: string): string {
  if (field === 'homeUnitId') return 'unit_id';
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** SQL for the row as an array, in the order of `fields`. */
export function rowExpression(table: EntityTable): string {
  return `json_build_array(${table.fields.map((field) => `t.${columnOf(field)}`).join(', ')})`;
}

/** SQL for the row as an object under the contract's names. */
export function recordExpression(table: EntityTable): string {
  return `json_build_object(${table.fields.map((field) => `'${field}', t.${columnOf(field)}`).join(', ')})`;
}

/** SQL that holds for rows of the caller's units; `param` is an array of unit ids, or null for all of them. */
export function scopeCondition(table: EntityTable, param: string): string {
  const inScope = table.scoped ? `t.unit_id = ANY (${param}::uuid[])` : 'true';
  return `(${param}::uuid[] IS NULL OR ${inScope})`;
}
