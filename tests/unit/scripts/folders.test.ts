import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeOnce } from '../../../scripts/runtime/folders.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feltbok-folders-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function makeFile(temporary: string, content: string) {
  await writeFile(join(temporary, 'made'), content);
  return join(temporary, 'made');
}

it('puts the result in place and leaves nothing beside it', async () => {
  await makeOnce(join(folder, 'runtime'), (temporary) => makeFile(temporary, 'content'));
  expect(await readdir(folder)).toEqual(['runtime']);
  expect(await readFile(join(folder, 'runtime'), 'utf8')).toBe('content');
});

it('does nothing when the result is there', async () => {
  await writeFile(join(folder, 'runtime'), 'first');
  await makeOnce(join(folder, 'runtime'), (temporary) => makeFile(temporary, 'second'));
  expect(await readFile(join(folder, 'runtime'), 'utf8')).toBe('first');
});

it('leaves nothing behind when making fails', async () => {
  const failing = makeOnce(join(folder, 'runtime'), () => Promise.reject(new Error('no space left')));
  await expect(failing).rejects.toThrow('no space left');
  expect(await readdir(folder)).toEqual([]);
});

it('keeps the folder of the first when two make it at the same time', async () => {
  const make = (name: string) => async (temporary: string) => {
    await mkdir(join(temporary, 'made'));
    await writeFile(join(temporary, 'made', name), '');
    return join(temporary, 'made');
  };
  await makeOnce(join(folder, 'runtime'), async (temporary) => {
    await makeOnce(join(folder, 'runtime'), make('first'));
    return make('second')(temporary);
  });
  expect(await readdir(join(folder, 'runtime'))).toEqual(['first']);
  expect(await readdir(folder)).toEqual(['runtime']);
});

it('removes what a run left that was interrupted long ago, and only that', async () => {
  await mkdir(join(folder, 'runtime.making-old'));
  await mkdir(join(folder, 'runtime.making-new'));
  await utimes(join(folder, 'runtime.making-old'), 0, 0);
  await makeOnce(join(folder, 'runtime'), (temporary) => makeFile(temporary, ''));
  expect(await readdir(folder)).toEqual(['runtime', 'runtime.making-new']);
});
