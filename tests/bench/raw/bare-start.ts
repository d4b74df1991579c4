import { resolve } from 'node:path';
import { _electron } from '@playwright/test';
import { readRuntime } from '../../../scripts/runtime/read-runtime.mjs';

/** The limit of this machine: how long the same runtime takes to show one line in a window (ms). */
export async function bareStart(userData: string): Promise<number> {
  const startedAt = performance.now();
  const app = await _electron.launch({
    executablePath: readRuntime().electronPath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      resolve(import.meta.dirname, 'bare-app'),
      `--user-data-dir=${userData}`,
    ],
  });
  const page = await app.firstWindow();
  await page.getByRole('heading').waitFor();
  const ms = performance.now() - startedAt;
  await app.close();
  return ms;
}
