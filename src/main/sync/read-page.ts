import { z } from 'zod';
import { type Check, compileCheck } from '../../shared/contracts/compile-check';
import { type EntityName, entityNames, recordFields, recordSchemas } from '../../shared/contracts/entities';
import { changesPage, type PageHead, pageHead, pageTable } from '../../shared/contracts/sync-api';
import { idOf, type MirrorRow, revisionOf } from '../database/records';

/** A page that fits the contract from its first row to its last. */
export type Page = PageHead & {
  rows: Map<EntityName, MirrorRow[]>;
  tombstones: Map<EntityName, string[]>;
  /** Rows and tombstones together. */
  count: number;
};

export type ReadPage =
  | { kind: 'page'; page: Page }
  /** `not_json`: nothing of ours; a login page of the network, for example. */
  | { kind: 'refused'; why: 'not_json' | 'not_understood' };

const notUnderstood: ReadPage = { kind: 'refused', why: 'not_understood' };

/**
 * Reads an answer, which is hostile until it has been checked. One bad row refuses the page. Columns and entities
 * that are not known are left out.
 */
export function readPage(body: Uint8Array): ReadPage {
  const parsed = parseJson(body);
  if (parsed === undefined) return { kind: 'refused', why: 'not_json' };
  const head = pageHead.safeParse(parsed);
  if (!head.success) return notUnderstood;
  const { changes, tombstones } = parsed as Record<string, unknown>;
  if (!isObject(changes) || !isObject(tombstones)) return notUnderstood;
  const page: Page = { ...head.data, rows: new Map(), tombstones: new Map(), count: 0 };
  for (const entity of entityNames) {
    const rows = Object.hasOwn(changes, entity) ? readTable(entity, changes[entity]) : [];
    const gone = Object.hasOwn(tombstones, entity) ? tombstones[entity] : [];
    if (rows === null || !checks.tombstones(gone)) return notUnderstood;
    const ids = gone as string[];
    if (rows.length > 0) page.rows.set(entity, rows);
    if (ids.length > 0) page.tombstones.set(entity, ids);
    page.count += rows.length + ids.length;
  }
  return { kind: 'page', page };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Rows in the order of the contract's fields; null when one of them is not what the contract says. */
function readTable(entity: EntityName, table: unknown): MirrorRow[] | null {
  if (!checks.table(table)) return null;
  const { columns, rows } = table as { columns: string[]; rows: MirrorRow[] };
  const fields = recordFields(entity);
  const places = fields.map((field) => columns.indexOf(field));
  if (fields.some((field, index) => places[index] === -1 && !mayBeMissing(entity, field))) return null;
  const inOrder = columns.length === places.length && places.every((place, index) => place === index);
  const read = new Map<string, MirrorRow>();
  for (const given of rows) {
    if (given.length !== columns.length) return null;
    const row = inOrder ? given : places.map((place) => given[place] ?? null);
    if (!checks.rows[entity](row) || revisionOf(row) < 1) return null;
    // Later rows of one page win over earlier ones of the same record.
    read.set(idOf(row), row);
  }
  return [...read.values()];
}

/** A server of an earlier version does not know of every field. */
function mayBeMissing(entity: EntityName, field: string): boolean {
  const shape: Record<string, z.ZodType> = recordSchemas[entity].shape;
  return shape[field]?.safeParse(undefined).success ?? false;
}

const checks = {
  tombstones: compileCheck(changesPage.shape.tombstones.valueType),
  table: compileCheck(pageTable.extend({ rows: z.array(z.array(z.unknown())) })),
  rows: Object.fromEntries(entityNames.map((entity) => [entity, rowCheck(entity)])) as Record<
    EntityName,
    Check
  >,
};

function rowCheck(entity: EntityName): Check {
  const shape: Record<string, z.ZodType> = recordSchemas[entity].shape;
  const fields = recordFields(entity).map((field) => compileCheck(shape[field] as z.ZodType));
  return (row) => fields.every((check, index) => check((row as MirrorRow)[index]));
}
