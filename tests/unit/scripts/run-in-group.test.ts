import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInGroup } from '../../../scripts/runtime/run-in-group.mjs';

describe.skipIf(process.platform === 'win32')('runInGroup', () => {
  it("gives the program's exit code", async () => {
    expect(await runInGroup('sh', ['-c', 'exit 7'], process.env)).toBe(7);
  });

  it('gives 128 + n when signal n ended the program', async () => {
    expect(await runInGroup('sh', ['-c', 'kill -9 $$'], process.env)).toBe(137);
  });

  it('gives 127 when there is no such program', async () => {
    expect(await runInGroup('/no/such/program', [], process.env)).toBe(127);
  });

  it('ends what the program left running', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'feltbok-group-'));
    const script = [
      `(trap 'echo > "$FOLDER/ended"; exit' TERM; echo > "$FOLDER/started"; sleep 60 & wait) &`,
      'while [ ! -e "$FOLDER/started" ]; do sleep 0.01; done',
    ].join('\n');
    await runInGroup('sh', ['-c', script], { ...process.env, FOLDER: folder });
    await expect.poll(() => existsSync(join(folder, 'ended'))).toBe(true);
    await rm(folder, { recursive: true });
  });

  it('forwards a signal to everything it started', async () => {
    const running = runInGroup('sh', ['-c', 'sleep 60; exit 0'], process.env);
    setTimeout(() => process.emit('SIGTERM', 'SIGTERM'), 200);
    expect(await running).toBe(143);
  });
});
