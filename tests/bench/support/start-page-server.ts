import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type PageServer = {
  /** Origin with a path: put `/v1/changes` after it. */
  url(encoding: 'gzip' | 'identity'): string;
  stop(): void;
};

export async function startPageServer(activities: number): Promise<PageServer> {
  const child = fork(join(import.meta.dirname, 'page-server.ts'), [String(activities)], {
    execArgv: ['--import', 'tsx'],
  });
  const [port] = (await once(child, 'message')) as [number];
  return {
    url: (encoding) => `http://127.0.0.1:${port}/${encoding}`,
    stop: () => child.disconnect(),
  };
}
