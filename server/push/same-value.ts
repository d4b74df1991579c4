import type { Json } from '../../src/shared/contracts/primitives';

/** Text that is equal for equal values, whatever the order of their keys. */
export function canonicalText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] ?? null)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value);
}

export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return canonicalText(a ?? null) === canonicalText(b ?? null);
}
