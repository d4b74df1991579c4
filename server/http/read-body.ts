import type { IncomingMessage } from 'node:http';

/** 1.25 MiB: a full batch and what surrounds it. */
export const maxBodyBytes = 1.25 * 1024 * 1024;
const maxDepth = 32;

export type Body = { kind: 'body'; text: string } | { kind: 'too_large' } | { kind: 'malformed' };

/** Reads a request's body, and no further than it may be long or deep. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return { kind: 'too_large' };
  if (request.headers['content-encoding']) return { kind: 'malformed' };
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBodyBytes) return { kind: 'too_large' };
    chunks.push(chunk);
  }
  return readText(Buffer.concat(chunks));
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
