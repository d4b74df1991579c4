import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** A client that takes nothing for so long has gone, or does not read. */
const patienceMs = 30_000;

/** Passes a stream on as fast as the client takes it, until one of the two ends. */
export async function sendStream(
  response: ServerResponse,
  body: ReadableStream<Uint8Array>,
  headers: Record<string, string>,
): Promise<void> {
  response.writeHead(200, headers);
  response.flushHeaders();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || response.destroyed) break;
      if (!response.write(value)) await once(response, 'drain', { signal: AbortSignal.timeout(patienceMs) });
    }
    response.end();
  } catch {
    response.destroy();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
