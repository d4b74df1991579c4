import { app, net } from 'electron';
import type { TokenSource } from '../sync/ports';
import { createServerClient, type ServerClient } from '../sync/server-client';
import { systemClock } from './system-ports';

/**
 * The server's client over Chromium's network, which knows the computer's proxies and certificates. `mayGoOn`: false
 * while sending is paused.
 */
export function openClient(baseUrl: string, tokens: TokenSource, mayGoOn: () => boolean): ServerClient {
  return createServerClient({
    network: (url, init) =>
      net.fetch(url, { ...init, redirect: 'error', credentials: 'omit', cache: 'no-store' }),
    baseUrl,
    tokens,
    clock: systemClock,
    appVersion: app.getVersion(),
    mayGoOn,
  });
}
