import { isIP } from 'node:net';

/**
 * Whether a `Host` header names this server: one of its names, `localhost`, or an address. A page of another site
 * that had its own name lead here would bring that name, and a browser lets nobody claim an address.
 */
export function isKnownHost(header: string | undefined, names: readonly string[]): boolean {
  const read = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::\d{1,5})?$/i.exec(header ?? '');
  const host = (read?.[1] ?? read?.[2] ?? '').toLowerCase();
  return isIP(host) > 0 || host === 'localhost' || names.includes(host);
}
