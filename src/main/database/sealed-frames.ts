import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * A file of frames, each sealed on its own, so that what is before and after a damaged place can still be read:
 *
 *   marker (4) · length of the rest (4) · running number (4) · nonce (12) · tag (16) · content
 *
 * The first twelve bytes are authenticated with the content: a flipped bit, a cut or an exchanged frame shows.
 */
const marker = Buffer.from('FBQ1', 'latin1');
const headBytes = 12;
const nonceBytes = 12;
const tagBytes = 16;
const noncesAtOnce = 128;
const cipher = 'aes-256-gcm';

/** The key of a file beside the database, derived from the database's, so that neither gives the other away. */
export function deriveFrameKey(databaseKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', databaseKey, '', 'feltbok queue copy', 32));
}

export function createSealer(key: Buffer): (number: number, content: unknown) => Buffer {
  let nonces = Buffer.alloc(0);
  let used = 0;
  // Asking for each one alone takes a third of the time of sealing.
  const nextNonce = () => {
    if (used === nonces.length) {
      nonces = randomBytes(nonceBytes * noncesAtOnce);
      used = 0;
    }
    used += nonceBytes;
    return nonces.subarray(used - nonceBytes, used);
  };
  return (number, content) => {
    const nonce = nextNonce();
    const text = Buffer.from(JSON.stringify(content));
    const head = Buffer.alloc(headBytes);
    marker.copy(head);
    head.writeUInt32BE(nonceBytes + tagBytes + text.length, 4);
    head.writeUInt32BE(number >>> 0, 8);
    const sealing = createCipheriv(cipher, key, nonce).setAAD(head);
    const sealed = Buffer.concat([sealing.update(text), sealing.final()]);
    return Buffer.concat([head, nonce, sealing.getAuthTag(), sealed]);
  };
}

export type ReadFrames = {
  /** In the order of the file. */
  contents: unknown[];
  /** Whether every byte belongs to a frame that opens, and no number is left out. */
  isWhole: boolean;
};

/** Every frame that opens with this key, wherever it stands. */
export function readFrames(bytes: Buffer, key: Buffer): ReadFrames {
  const contents: unknown[] = [];
  let isWhole = true;
  for (const frame of openFrames(bytes, key)) {
    if (frame === 'gap') isWhole = false;
    else contents.push(frame.content);
  }
  return { contents, isWhole };
}

/** The same one by one; `gap` where bytes belong to no frame that opens, or a number is left out. */
export function* openFrames(bytes: Buffer, key: Buffer): Generator<{ content: unknown } | 'gap'> {
  let expected: number | null = null;
  let at = 0;
  while (at < bytes.length) {
    const frame = openFrame(bytes, at, key);
    if (!frame) {
      yield 'gap';
      const next = bytes.indexOf(marker, at + 1);
      if (next === -1) return;
      at = next;
      continue;
    }
    if (frame.number !== (expected ?? frame.number)) yield 'gap';
    expected = frame.number + 1;
    yield { content: frame.content };
    at = frame.end;
  }
}

function openFrame(
  bytes: Buffer,
  at: number,
  key: Buffer,
): { number: number; content: unknown; end: number } | null {
  const head = bytes.subarray(at, at + headBytes);
  if (head.length < headBytes || !head.subarray(0, marker.length).equals(marker)) return null;
  const end = at + headBytes + head.readUInt32BE(4);
  const textAt = at + headBytes + nonceBytes + tagBytes;
  if (end > bytes.length || textAt > end) return null;
  const nonce = bytes.subarray(at + headBytes, at + headBytes + nonceBytes);
  try {
    const opening = createDecipheriv(cipher, key, nonce)
      .setAAD(head)
      .setAuthTag(bytes.subarray(at + headBytes + nonceBytes, textAt));
    const text = Buffer.concat([opening.update(bytes.subarray(textAt, end)), opening.final()]);
    return { number: head.readUInt32BE(8), content: JSON.parse(text.toString()), end };
  } catch {
    return null;
  }
}
