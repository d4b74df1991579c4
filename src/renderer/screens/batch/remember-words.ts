import type { TFunction } from 'i18next';

/**
 * The same words, looked up once: a row has a dozen cells, and each is drawn while a key is answered. What has values
 * to be filled in is looked up each time.
 */
export function rememberWords<T extends TFunction<'batch'>>(t: T): T {
  const known = new Map<unknown, unknown>();
  const look = t as unknown as (...args: unknown[]) => unknown;
  return ((...args: unknown[]) => {
    const [key] = args;
    if (args.length > 1) return look(...args);
    const words = known.get(key) ?? look(key);
    known.set(key, words);
    return words;
  }) as unknown as T;
}
