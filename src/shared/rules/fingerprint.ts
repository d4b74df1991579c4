const offset = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/**
 * Sixteen characters that tell whether a value, as JSON, is still the same (FNV-1a, 64 bits): for what must be
 * recognised without being kept. Not for anything that somebody could want to forge.
 */
export function fingerprint(value: unknown): string {
  let hash = offset;
  for (const character of JSON.stringify(value))
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.charCodeAt(0))) * prime);
  return hash.toString(16).padStart(16, '0');
}
