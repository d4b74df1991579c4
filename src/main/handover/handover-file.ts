import { createHash, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import { type HandoverRefusal, handoverCounts } from '../../shared/contracts/handover';
import { schemaVersion } from '../../shared/contracts/mutations';
import { epochMs, id } from '../../shared/contracts/primitives';
import type { Person } from '../../shared/contracts/sync-api';

/**
 * A file that carries what is not sent to another computer of the same person:
 *
 *   marker (17) · length of the head (4) · head (JSON) · frames as in `database/sealed-frames`
 *
 * The head can be read without the code. The key of the frames is derived from it, so that none of them opens under a
 * head that was changed.
 */
const marker = Buffer.from('FELTBOK HANDOVER\n', 'latin1');
const lengthBytes = 4;
/** A head has about 600 bytes. */
const maxHeadBytes = 64 * 1024;
/** A queue of 100,000 registrations makes about 100 MB. */
export const maxFileBytes = 256 * 1024 * 1024;
export const headPeekBytes = marker.length + lengthBytes + maxHeadBytes;
const format = 1;

const head = z.strictObject({
  format: z.literal(format),
  orgId: id,
  personId: id,
  /** Epoch ms. */
  madeAt: epochMs,
  /** The latest shape that a mutation in it has. */
  schemaVersion: z.int(),
  counts: handoverCounts,
  frames: z.int().min(1),
  /** The key of the file, locked with the code. */
  lock: z.unknown(),
});
export type HandoverHead = z.infer<typeof head>;

export type ReadHead =
  | { kind: 'head'; head: HandoverHead; bytes: Buffer; framesAt: number }
  | { kind: 'refused'; why: HandoverRefusal };

export function writeHead(values: Omit<HandoverHead, 'format'>): { bytes: Buffer; start: Buffer } {
  const bytes = Buffer.from(JSON.stringify({ format, ...values }));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(bytes.length);
  return { bytes, start: Buffer.concat([marker, length, bytes]) };
}

/** `start`: the file, or as much of its beginning as a head may have. */
export function readHead(start: Buffer): ReadHead {
  const refuse = (why: HandoverRefusal): ReadHead => ({ kind: 'refused', why });
  if (!start.subarray(0, marker.length).equals(marker)) return refuse('not_handover');
  const headAt = marker.length + lengthBytes;
  if (start.length < headAt) return refuse('damaged');
  const length = start.readUInt32BE(marker.length);
  if (length > maxHeadBytes || start.length < headAt + length) return refuse('damaged');
  const bytes = start.subarray(headAt, headAt + length);
  const value = parseJson(bytes);
  const stated = z.object({ format: z.int() }).safeParse(value);
  if (stated.success && stated.data.format > format) return refuse('newer');
  const read = head.safeParse(value);
  if (!read.success) return refuse('damaged');
  return { kind: 'head', head: read.data, bytes, framesAt: headAt + length };
}

/** Null when the file is for this person and can be read by this version of the app. */
export function refusalOf(read: HandoverHead, person: Person): HandoverRefusal | null {
  if (read.schemaVersion > schemaVersion) return 'newer';
  if (read.orgId !== person.orgId) return 'other_organisation';
  return read.personId === person.id ? null : 'other_person';
}

export function frameKeyOf(fileKey: Buffer, headBytes: Buffer): Buffer {
  const salt = createHash('sha256').update(headBytes).digest();
  return Buffer.from(hkdfSync('sha256', fileKey, salt, 'feltbok hand-over', 32));
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
}
