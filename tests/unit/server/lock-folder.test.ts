import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../../server/database/lock-folder';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feltbok-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

const lock = (text: string) => writeFile(join(folder, 'feltbok.lock'), text);

describe('lockFolder', () => {
  it('refuses a folder that is in use, with a sentence that says what to do', async () => {
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(/Another Feltbok server \(process \d+\) is using/);
    await unlock();
    await (await lockFolder(folder))();
  });

  it('refuses the folder of another process that lives', async () => {
    await lock(JSON.stringify({ pid: process.ppid, startedAt: 0 }));
    await expect(lockFolder(folder)).rejects.toThrow('Stop it, or choose another folder');
  });

  it.each([
    ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 0 })],
    ['an earlier process with our number', JSON.stringify({ pid: process.pid, startedAt: 0 })],
    ['nobody that can be read', '{"pid"'],
  ])('takes over the lock of %s', async (_, text) => {
    await lock(text);
    await (await lockFolder(folder))();
  });
});
