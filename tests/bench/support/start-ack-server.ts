import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export async function startAckServer(): Promise<{ url: string; stop(): void }> {
  const child = fork(join(import.meta.dirname, 'ack-server.ts'), [], { execArgv: ['--import', 'tsx'] });
  const [port] = (await once(child, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}
