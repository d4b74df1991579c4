import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * An empty database in memory. Making one takes seconds and copying one a fraction of that, so the first is kept in
 * the user's cache folder. Whatever is wrong with the copy, a new one is made.
 */
export async function freshPglite(startParams: string[]): Promise<PGlite> {
  const path = await findCopyPath();
  const copy = await readFile(path).catch(() => null);
  const loaded = copy && (await load(copy, startParams));
  if (loaded) return loaded;
  const made = await PGlite.create();
  const dump = Buffer.from(await (await made.dumpDataDir('gzip')).arrayBuffer());
  await made.close();
  // Without a cache folder that can be written each start takes its seconds.
  await saveCopy(path, dump).catch(() => undefined);
  return (await load(dump, startParams)) ?? PGlite.create({ startParams });
}

async function load(copy: Buffer, startParams: string[]): Promise<PGlite | null> {
  const loadDataDir = new Blob([new Uint8Array(copy)], { type: 'application/x-gzip' });
  return PGlite.create({ loadDataDir, startParams }).catch(() => null);
}

/** One copy per version: the files of one PostgreSQL are nothing to another. */
async function findCopyPath(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = await readFile(join(dirname(entry), '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const { XDG_CACHE_HOME } = process.env;
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'feltbok', `pglite-${version}.tar.gz`);
}

/** Whole or not at all: several servers may start at once. */
async function saveCopy(path: string, dump: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const passing = `${path}.${process.pid}`;
  await writeFile(passing, dump, { mode: 0o600 });
  await rename(passing, path);
}
