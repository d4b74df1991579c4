import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { deriveFrameKey, readFrames } from './sealed-frames';

/** A row as SQLite holds it: columns by their SQL names. */
export type RawRow = Record<string, string | number | null>;

const rawRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** One thing that the copy says. A later word on the same thing stands. */
const frame = z.discriminatedUnion('kind', [
  /** `sequence`: the highest ever given to a mutation. */
  z.object({ kind: z.literal('device'), deviceId: z.string(), sequence: z.number() }),
  /** Who works here; never a token: an old one would look stolen to the server. */
  z.object({ kind: z.literal('session'), person: z.string().nullable() }),
  /** Earlier versions of the app wrote each mutation in a frame of its own. */
  z.object({ kind: z.literal('mutation'), row: rawRow }),
  z.object({ kind: z.literal('mutations'), rows: z.array(rawRow) }),
  /** Sequences of mutations that the server has settled, and of those that a person has ended herself. */
  z.object({ kind: z.literal('closed'), settled: z.array(z.number()), ended: z.array(z.number()) }),
  z.object({ kind: z.literal('draft'), row: rawRow }),
  z.object({ kind: z.literal('draft_session'), row: rawRow }),
  z.object({
    kind: z.literal('gone'),
    table: z.enum(['drafts', 'draft_sessions']),
    ids: z.array(z.string()),
  }),
]);
export type QueueFrame = z.infer<typeof frame>;

export type QueueCopy = {
  deviceId: string | null;
  /** The highest sequence that was ever given to a mutation, as far as the copy knows. */
  sequence: number;
  /** JSON text of the person. */
  person: string | null;
  /** Unsettled mutations by sequence. */
  mutations: Map<number, RawRow>;
  settled: Set<number>;
  ended: Set<number>;
  drafts: Map<string, RawRow>;
  draftSessions: Map<string, RawRow>;
  /** Ids of drafts that are no more: registered, or removed for good. */
  goneDrafts: Set<string>;
  isWhole: boolean;
};

export const queueCopyOf = (databaseFile: string) => `${databaseFile}.queue`;

/** Null when there is no copy. `unreadable`: nothing in it opens with this key. */
export function readQueueCopy(databaseFile: string, databaseKey: Buffer): QueueCopy | 'unreadable' | null {
  return readCopyFile(queueCopyOf(databaseFile), databaseKey);
}

/** The same of one of the nights' copies. */
export function readCopyFile(file: string, databaseKey: Buffer): QueueCopy | 'unreadable' | null {
  if (!existsSync(file)) return null;
  const bytes = readBytes(file);
  if (bytes === null) return 'unreadable';
  if (bytes.length === 0) return null;
  const { contents, isWhole } = readFrames(bytes, deriveFrameKey(databaseKey));
  if (contents.length === 0) return 'unreadable';
  const copy: QueueCopy = {
    deviceId: null,
    sequence: 0,
    person: null,
    mutations: new Map(),
    settled: new Set(),
    ended: new Set(),
    drafts: new Map(),
    draftSessions: new Map(),
    goneDrafts: new Set(),
    isWhole,
  };
  for (const content of contents) {
    const read = frame.safeParse(content);
    if (read.success) take(copy, read.data);
    else copy.isWhole = false;
  }
  return copy;
}

/** Null when the disk does not give it: a copy that cannot be read must not keep the database from being opened. */
function readBytes(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

function take(copy: QueueCopy, content: QueueFrame): void {
  switch (content.kind) {
    case 'device':
      copy.deviceId = content.deviceId;
      copy.sequence = Math.max(copy.sequence, content.sequence);
      return;
    case 'session':
      copy.person = content.person;
      return;
    case 'mutation':
      takeMutation(copy, content.row);
      return;
    case 'mutations':
      for (const row of content.rows) takeMutation(copy, row);
      return;
    case 'closed':
      for (const sequence of content.settled) copy.settled.add(sequence);
      for (const sequence of content.ended) copy.ended.add(sequence);
      for (const sequence of [...content.settled, ...content.ended]) copy.mutations.delete(sequence);
      return;
    case 'draft':
      copy.drafts.set(String(content.row.id), content.row);
      copy.goneDrafts.delete(String(content.row.id));
      return;
    case 'draft_session':
      copy.draftSessions.set(String(content.row.id), content.row);
      return;
    case 'gone':
      for (const id of content.ids) {
        if (content.table === 'drafts') copy.goneDrafts.add(id);
        (content.table === 'drafts' ? copy.drafts : copy.draftSessions).delete(id);
      }
  }
}

function takeMutation(copy: QueueCopy, row: RawRow): void {
  const sequence = Number(row.sequence);
  copy.mutations.set(sequence, row);
  copy.settled.delete(sequence);
  copy.ended.delete(sequence);
  copy.sequence = Math.max(copy.sequence, sequence);
}
