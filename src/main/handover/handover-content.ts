import { z } from 'zod';
import { writableEntities } from '../../shared/contracts/entities';
import { operations } from '../../shared/contracts/mutations';
import { id } from '../../shared/contracts/primitives';
import type { RawRow } from '../database/read-queue-copy';

/** Rows as SQLite holds them, columns by their SQL names. */
export type HandoverContent = {
  outbox: RawRow[];
  conflicts: RawRow[];
  draft_sessions: RawRow[];
  drafts: RawRow[];
};
export type HandoverTable = keyof HandoverContent;
export const handoverTables = ['outbox', 'conflicts', 'draft_sessions', 'drafts'] as const;

export type HandoverFrame = { table: HandoverTable; rows: RawRow[] };

const value = z.union([z.string(), z.number(), z.null()]);
const jsonText = z.string().refine(isJson);
const optionalJson = jsonText.nullish();
/** What the app would stumble over if it were otherwise; columns that it does not know are left out on the way in. */
const rowOf = {
  outbox: z.object({
    id,
    operation: z.enum(operations),
    entity: z.enum(writableEntities),
    record_id: id,
    payload: jsonText,
    problem: optionalJson,
    schema_version: z.int(),
    state: z.enum(['pending', 'in_flight', 'parked']),
    made_at: z.int(),
    actor: z.string(),
  }),
  conflicts: z.object({
    id,
    mutation_id: id,
    entity: z.enum(writableEntities),
    record_id: id,
    field_group: z.string(),
    base: jsonText,
    mine: jsonText,
    theirs: optionalJson,
    gone: optionalJson,
    state: z.literal('open'),
  }),
  draft_sessions: z.object({ id, header: jsonText, focus: optionalJson, opened_at: z.int() }),
  drafts: z.object({ id, session_id: id, cells: jsonText, server_problem: optionalJson }),
} satisfies Record<HandoverTable, z.ZodType>;
const frame = z.strictObject({
  table: z.enum(handoverTables),
  rows: z.array(z.record(z.string(), value)),
});

/** Some rows to a frame, so that neither sealing nor opening one takes long. */
const frameRows = 100;

export function framesOf(content: HandoverContent): HandoverFrame[] {
  const frames = handoverTables.flatMap((table) =>
    Array.from({ length: Math.ceil(content[table].length / frameRows) }, (_, index) => ({
      table,
      rows: content[table].slice(index * frameRows, (index + 1) * frameRows),
    })),
  );
  return frames;
}

export function emptyContent(): HandoverContent {
  return { outbox: [], conflicts: [], draft_sessions: [], drafts: [] };
}

/** Adds what one frame of a file holds; false when it is not what this version of the app writes. */
export function addFrame(content: HandoverContent, opened: unknown): boolean {
  const read = frame.safeParse(opened);
  if (!read.success) return false;
  const { table, rows } = read.data;
  if (!rows.every((row) => rowOf[table].safeParse(row).success)) return false;
  content[table].push(...rows);
  return true;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
