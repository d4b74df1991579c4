import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { DemoSize } from '../../../server/seed/seed-demo';

/** The reference server with a demo's people and registrations, as a process of its own. */
export async function startDemoServer(demo: DemoSize): Promise<{ url: string; stop(): Promise<void> }> {
  const args = ['--import', 'tsx', 'server/main.ts', '--demo', demo, '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = line.match(/"listening":\s*"([^"]+)"/)?.[1];
      if (found) resolve(found);
    });
    void exited.then(() => reject(new Error('The server did not start.')));
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
