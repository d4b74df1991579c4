/**
 * The text of a file, whichever way it was written: by its byte order mark, as UTF-16 when every other byte is zero, as
 * UTF-8 when it is that without a mistake, or else as Windows-1252, which is what older Norwegian files are.
 */
export function decodeText(bytes: Uint8Array): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return text.replaceAll('\0', '');
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 4096);
  if (zeros(sample, 1) > 0.3) return 'utf-16le';
  if (zeros(sample, 0) > 0.3) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** The share of zero bytes at even (0) or odd (1) places. */
function zeros(bytes: Uint8Array, parity: 0 | 1): number {
  const places = bytes.filter((_, index) => index % 2 === parity);
  return places.length === 0 ? 0 : places.filter((byte) => byte === 0).length / places.length;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
