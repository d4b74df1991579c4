import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { appOrigin, isFromOrigin } from './origins';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export type PageFile = { file: string; contentType: string };
/** What may be served, by the path in its URL. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** Lists the built page once. Serving is then a lookup, so that no path from a URL ever reaches the disk. */
export function listPageFiles(folder: string): PageFiles {
  const files = new Map<string, PageFile>();
  addFolder(files, folder, '/');
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
}

function addFolder(files: Map<string, PageFile>, folder: string, path: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(files, file, `${path}${entry.name}/`);
    const contentType = contentTypes[extname(entry.name)];
    if (entry.isFile() && contentType) files.set(path + entry.name, { file, contentType });
  }
}

/** The file that a URL of the app names, or null. */
export function findPageFile(files: PageFiles, method: string, url: string): PageFile | null {
  if (method !== 'GET' || !isFromOrigin(url, appOrigin)) return null;
  return files.get(new URL(url).pathname) ?? null;
}
