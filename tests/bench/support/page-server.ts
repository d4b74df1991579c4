import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Json } from '../../../src/shared/contracts/primitives';
import { makeScope } from './make-scope';

/**
 * tsx page-server.ts SIZE: a server in a process of its own that answers `/gzip/v1/changes` and
 * `/identity/v1/changes` with pages made beforehand. The first download is a `s<place>` cursor, and each
 * `d<number>` cursor after it a page of 100 changed activities.
 */
const changedRows = 100;
const scope = makeScope(Number(process.argv[2]));
const total = scope.reduce((sum, { rows }) => sum + rows.length, 0);
const pages = new Map<string, Buffer>();

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://bench.invalid');
  const [, encoding] = url.pathname.split('/');
  const body = pageFor(
    encoding === 'gzip',
    url.searchParams.get('cursor') ?? 's0',
    Number(url.searchParams.get('limit')),
  );
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...(encoding === 'gzip' ? { 'content-encoding': 'gzip' } : {}),
  });
  response.end(body);
});
// A run may take its time between two pages.
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : null);
});
process.on('disconnect', () => process.exit(0));

function pageFor(isZipped: boolean, cursor: string, limit: number): Buffer {
  const name = `${isZipped} ${cursor} ${limit}`;
  const known = pages.get(name);
  if (known) return known;
  const text = JSON.stringify(
    cursor.startsWith('d') ? deltaPage(Number(cursor.slice(1))) : firstPage(Number(cursor.slice(1)), limit),
  );
  const page = isZipped ? gzipSync(text, { level: 1 }) : Buffer.from(text);
  pages.set(name, page);
  return page;
}

function firstPage(from: number, limit: number) {
  const changes: Record<string, unknown> = {};
  let [skip, left] = [from, limit];
  for (const { entity, columns, rows } of scope) {
    const slice = rows.slice(skip, skip + left);
    if (slice.length > 0) changes[entity] = { columns, rows: slice };
    skip = Math.max(0, skip - rows.length);
    left -= slice.length;
  }
  const done = Math.min(total, from + limit);
  const more = done < total;
  return head({ cursor: more ? `s${done}` : 'd1', more, snapshot: true, progress: { done, total }, changes });
}

/** Activities from all over the table, each page others. */
function deltaPage(number: number) {
  const activities = scope.find(({ entity }) => entity === 'activities');
  const rows = activities?.rows ?? [];
  const note = activities?.columns.indexOf('note') ?? -1;
  const stride = Math.max(1, Math.floor(rows.length / changedRows));
  const changed = Array.from({ length: Math.min(changedRows, rows.length) }, (_, index) => {
    const row: Json[] = [...(rows[(index * stride + number) % rows.length] ?? [])];
    row[1] = number + 1;
    row[note] = `Endret ${number}`;
    return row;
  });
  const changes = { activities: { columns: activities?.columns, rows: changed } };
  return head({ cursor: `d${number + 1}`, more: false, snapshot: false, progress: null, changes });
}

function head(page: {
  cursor: string;
  more: boolean;
  snapshot: boolean;
  progress: unknown;
  changes: unknown;
}) {
  const { changes, ...rest } = page;
  return { epoch: 'bench', ...rest, tombstones: {}, changes };
}
