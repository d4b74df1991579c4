import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';
import { projectRoot } from './folders.mjs';

/** Serves the workshop on loopback, on a free port. */
export async function serveWorkshop() {
  // Installed packages may lie elsewhere, behind a link.
  const packages = await realpath(join(projectRoot, 'node_modules'));
  const server = await createServer({
    configFile: false,
    root: join(projectRoot, 'src', 'renderer'),
    cacheDir: join(projectRoot, 'artifacts', 'workshop-cache'),
    plugins: [react()],
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, fs: { allow: [projectRoot, packages] } },
  });
  await server.listen();
  const address = server.httpServer?.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/workshop.html`, close: () => server.close() };
}
