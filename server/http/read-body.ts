import type { IncomingMessage } from 'node:http';

/** 1.25 MiB: a full batch and what surrounds it. */
const maxBodyBytes = 1.25 * 1024 * 1024;
const maxDepth = 32;

export type Body = { kind: 'body'; text: string } | { kind: 'too_large' } | { kind: 'malformed' };

/** Reads a request's body, and keeps no more than it may be long or deep. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  if (request.headers['content-encoding']) return { kind: 'malformed' };
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return { kind: 'too_large' };
  const bytes = await collect(request);
  return bytes === null ? { kind: 'too_large' } : readText(bytes);
}

/** Null as soon as there is too much. Not a `for await`: leaving one early cuts the line before the answer is out. */
function collect(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBodyBytes) chunks.push(chunk);
      else resolve(null);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The client left before its request was whole.')));
  });
}

function readText(bytes: Buffer): Body {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (isTooDeep(text)) return { kind: 'malformed' };
    if (text !== '') JSON.parse(text);
    return { kind: 'body', text };
  } catch {
    return { kind: 'malformed' };
  }
}

/** Counted before parsing, because readers of nested values call themselves. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (inString) {
      if (sign === '\\') at += 1;
      else if (sign === '"') inString = false;
    } else if (sign === '"') inString = true;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}
