import { mostBytes } from './import-source';

/** One file packed in a ZIP file, as its directory says. */
export type ZipEntry = {
  name: string;
  /** 0 is stored, 8 is deflated. */
  method: number;
  packedBytes: number;
  bytes: number;
  /** Where its local header begins. */
  offset: number;
};

export type ZipDirectory =
  | { kind: 'entries'; entries: ZipEntry[] }
  | { kind: 'damaged' | 'unsafe' | 'encrypted' };

const mostEntries = 10_000;
const mostRatio = 100;
const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/** Reads what a ZIP file says that it holds, and refuses what nobody's spreadsheet is; nothing is unpacked for that. */
export function readZipDirectory(file: Uint8Array): ZipDirectory {
  const view = viewOf(file);
  const end = findEnd(view);
  if (end < 0) return { kind: 'damaged' };
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count > mostEntries || start === 0xffffffff) return { kind: 'unsafe' };
  const entries: ZipEntry[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== entrySignature) return { kind: 'damaged' };
    if (view.getUint16(at + 8, true) & 1) return { kind: 'encrypted' };
    const nameBytes = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(file.subarray(at + 46, at + 46 + nameBytes)),
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  const unpacked = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const tooMuch = unpacked > mostBytes || unpacked > file.length * mostRatio;
  return tooMuch ? { kind: 'unsafe' } : { kind: 'entries', entries };
}

/** The end of the directory: 22 bytes and a comment of at most 65,535. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 65_557; at -= 1)
    if (view.getUint32(at, true) === endSignature) return at;
  return -1;
}

/** Unpacks one file. Null when it is not what the directory said: damaged, or larger. */
export async function unpackEntry(file: Uint8Array, entry: ZipEntry): Promise<Uint8Array | null> {
  const view = viewOf(file);
  const { offset, packedBytes, bytes, method } = entry;
  if (offset + 30 > file.length || view.getUint32(offset, true) !== localSignature) return null;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = file.subarray(start, start + packedBytes);
  if (method === 0) return packed.length === bytes ? packed : null;
  return method === 8 ? inflate(packed, bytes) : null;
}

/** Stops as soon as more comes out than was said: a directory can lie. */
async function inflate(packed: Uint8Array, bytes: number): Promise<Uint8Array | null> {
  const unpacked = new Uint8Array(bytes);
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return length === bytes ? unpacked : null;
      if (length + value.length > bytes) {
        await reader.cancel();
        return null;
      }
      unpacked.set(value, length);
      length += value.length;
    }
  } catch {
    return null;
  }
}

/**
 * A ZIP file that holds the files as they are. A library that unpacks these starts no thread of its own, which it may not,
 * and can be given no more than was counted here.
 */
export function storeZip(files: readonly { name: string; content: Uint8Array }[]): ArrayBuffer {
  const named = files.map(({ name, content }) => ({ name: new TextEncoder().encode(name), content }));
  const size = named.reduce((sum, { name, content }) => sum + 76 + 2 * name.length + content.length, 22);
  const zip = new Uint8Array(size);
  const view = viewOf(zip);
  let at = 0;
  const begins = named.map(({ name, content }) => {
    const begin = at;
    view.setUint32(at, localSignature, true);
    view.setUint32(at + 18, content.length, true);
    view.setUint32(at + 22, content.length, true);
    view.setUint16(at + 26, name.length, true);
    zip.set(name, at + 30);
    zip.set(content, at + 30 + name.length);
    at += 30 + name.length + content.length;
    return begin;
  });
  const directory = at;
  for (const [index, { name, content }] of named.entries()) {
    view.setUint32(at, entrySignature, true);
    view.setUint32(at + 20, content.length, true);
    view.setUint32(at + 24, content.length, true);
    view.setUint16(at + 28, name.length, true);
    view.setUint32(at + 42, begins[index] ?? 0, true);
    zip.set(name, at + 46);
    at += 46 + name.length;
  }
  view.setUint32(at, endSignature, true);
  view.setUint16(at + 8, named.length, true);
  view.setUint16(at + 10, named.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return zip.buffer;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
