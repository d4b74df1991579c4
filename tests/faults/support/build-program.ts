import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../../..');

/** Bundles a program of this folder once, so that starting it a thousand times takes no thousand compilations. */
export async function buildProgram(name: string): Promise<string> {
  // Inside the checkout, where it finds the database driver.
  const outDir = join(root, 'out', 'faults');
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      ssr: join(import.meta.dirname, `${name}.ts`),
      outDir,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
    ssr: { noExternal: true, external: ['better-sqlite3', 'electron'] },
  });
  return join(outDir, `${name}.mjs`);
}
