import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { findPageFile, listPageFiles } from './page-files';

/** The page has no network and no inline code; everything it shows comes from the app's own files. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // One thread, which reads a chosen file.
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types feltbok-worker',
].join('; ');

/** Before `ready`: `app:` behaves like `https:`. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Serves the built page from `app://feltbok/`. */
export function serveAppScheme(folder: string): void {
  const files = listPageFiles(folder);
  protocol.handle('app', async (request) => {
    const found = findPageFile(files, request.method, request.url);
    if (!found) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(await readFile(found.file)), {
      headers: {
        'content-type': found.contentType,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      },
    });
  });
}
