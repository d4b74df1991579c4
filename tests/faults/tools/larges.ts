export const mib = 1024 * 1024;

const pageHead =
  '{"epoch":"e","cursor":"c","more":false,"snapshot":false,"progress":null,"tombstones":{},"changes":{"activities":{"columns":["id"],"rows":[';

export type Large = {
  name: string;
  headers?: Record<string, string>;
  /** Begins and goes on with these; for ever when `total` is left out. */
  first?: string;
  chunk: Buffer;
  totalBytes?: number;
  isGzip?: boolean;
};

export const larges: Large[] = [
  { name: 'a body without end', chunk: Buffer.alloc(mib, ' ') },
  {
    name: 'a gigabyte, announced',
    headers: { 'content-length': String(1024 * mib) },
    chunk: Buffer.alloc(mib, ' '),
  },
  { name: 'a gzip bomb', headers: { 'content-encoding': 'gzip' }, chunk: Buffer.alloc(mib), isGzip: true },
  { name: 'a page of rows without end', first: pageHead, chunk: Buffer.from('["0"],'.repeat(100_000)) },
  {
    name: 'a page of 2 million rows under the cap',
    first: pageHead,
    chunk: Buffer.from('["0"],'.repeat(100_000)),
    totalBytes: 12 * mib,
  },
  {
    name: 'half a million rows, as much as any answer may hold',
    first: pageHead,
    chunk: Buffer.from('["0"],'.repeat(10_000)),
    totalBytes: 3.9 * mib,
  },
  {
    name: 'a note of 50 MB',
    first: '{"epoch":"e","results":[{"note":"',
    chunk: Buffer.alloc(mib, 'n'),
    totalBytes: 50 * mib,
  },
  { name: 'a refusal without end', headers: { status: '503' }, chunk: Buffer.alloc(mib, '{') },
];
