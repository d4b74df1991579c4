import type { Features } from '../contracts/sign-in';

/** What holds where the organisation has said nothing: for a person who never was online since, or an older server. */
export const featureDefaults: Features = { handOver: true };

/** Reads what the server said last. Flags of another version and values that are no answer change nothing. */
export function readFeatures(said: unknown): Features {
  if (typeof said !== 'object' || said === null) return featureDefaults;
  const read = (name: keyof Features): boolean => {
    const value = Object.hasOwn(said, name) ? (said as Record<string, unknown>)[name] : undefined;
    return typeof value === 'boolean' ? value : featureDefaults[name];
  };
  return { handOver: read('handOver') };
}
