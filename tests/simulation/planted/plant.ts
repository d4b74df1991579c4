import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';
import type { Planted } from './bugs';

const root = resolve(import.meta.dirname, '../../..');

/** The source with the mistake in it. Throws unless the place is there exactly once: the list stays honest. */
export function plantInto(source: string, { name, file, find, replace }: Planted): string {
  const places = source.split(find).length - 1;
  if (places !== 1) throw new Error(`"${name}" fits ${places} places of ${file}.`);
  return source.replace(find, () => replace);
}

/** Bundles a program of the simulation, with one mistake or with none, into a folder. Answers the file to start. */
export async function buildSimulation(options: {
  entry: 'serve-seeds.ts' | 'planted/run-until-found.ts';
  outDir: string;
  bug?: Planted;
}): Promise<string> {
  const { entry, outDir, bug } = options;
  if (bug) plantInto(readFileSync(join(root, bug.file), 'utf8'), bug);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [planting(bug)],
    build: {
      ssr: join(root, 'tests/simulation', entry),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'run.mjs' } },
    },
  });
  return join(outDir, 'run.mjs');
}

/** A bundle lies elsewhere: what a file says of its own place is written into it. */
function planting(bug: Planted | undefined): Plugin {
  return {
    name: 'planting',
    enforce: 'pre',
    transform(source, id) {
      const file = relative(root, id);
      if (file.startsWith('..') || file.includes('node_modules')) return null;
      const planted = bug?.file === file ? plantInto(source, bug) : source;
      return planted
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
    },
  };
}
