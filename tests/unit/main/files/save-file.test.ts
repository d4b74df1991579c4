import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saveFile, saveInSteps } from '../../../../src/main/files/save-file';
import { canMakeSmallDisk, makeSmallDisk, type SmallDisk } from '../../../support/small-disk';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const into = (file: string | null) => ({ chooseFile: async () => file });
const isRoot = process.getuid?.() === 0;

test('stands whole under its name, for her alone, and nothing is beside it', async () => {
  const file = join(folder, 'a.csv');
  const saved = await saveFile(into(file), 'a.csv', async (write) => {
    await write('én;');
    expect(existsSync(file)).toBe(false);
    await write(Buffer.from('to'));
    return 2;
  });
  expect(saved).toEqual({ kind: 'saved', value: 2 });
  expect(readFileSync(file, 'utf8')).toBe('én;to');
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readdirSync(folder)).toEqual(['a.csv']);
});

test('is not begun when she thinks better of it', async () => {
  let begun = false;
  const saved = await saveFile(into(null), 'a.csv', async () => {
    begun = true;
  });
  expect([saved, begun]).toEqual([{ kind: 'cancelled' }, false]);
});

test('a mistake of ours is thrown, and leaves what stood there', async () => {
  const file = join(folder, 'a.csv');
  writeFileSync(file, 'older');
  const saving = saveFile(into(file), 'a.csv', async (write) => {
    await write('half');
    throw new Error('a mistake');
  });
  await expect(saving).rejects.toThrow('a mistake');
  expect(readFileSync(file, 'utf8')).toBe('older');
  expect(readdirSync(folder)).toEqual(['a.csv']);
});

test('what is not asked for to the end leaves what stood there, and no part', async () => {
  const file = join(folder, 'a.csv');
  writeFileSync(file, 'older');
  const steps = saveInSteps(into(file), 'a.csv', async function* (write) {
    for (let piece = 0; ; piece += 1) {
      await write('piece');
      yield piece;
    }
  });
  expect((await steps.next()).value).toBe(0);
  expect(readdirSync(folder)).toHaveLength(2);
  await steps.return({ kind: 'cancelled' });
  expect(readdirSync(folder)).toEqual(['a.csv']);
  expect(readFileSync(file, 'utf8')).toBe('older');
});

test('two that go to one place at once do not mix', async () => {
  const file = join(folder, 'a.csv');
  const write = (letter: string) =>
    saveFile(into(file), 'a.csv', async (piece) => {
      for (let count = 0; count < 200; count += 1) await piece(letter.repeat(100));
    });
  expect(await Promise.all([write('a'), write('b')])).toMatchObject([{ kind: 'saved' }, { kind: 'saved' }]);
  expect(readFileSync(file, 'utf8')).toMatch(/^(a{20000}|b{20000})$/);
  expect(readdirSync(folder)).toEqual(['a.csv']);
});

test('says that the folder has gone', async () => {
  const saved = await saveFile(into(join(folder, 'stick', 'a.csv')), 'a.csv', (write) => write('x'));
  expect(saved).toEqual({ kind: 'failed', why: 'folder_gone' });
});

test.runIf(!isRoot && process.platform !== 'win32')('says that she may not write there', async () => {
  const shut = join(folder, 'shut');
  mkdirSync(shut);
  chmodSync(shut, 0o500);
  const saved = await saveFile(into(join(shut, 'a.csv')), 'a.csv', (write) => write('x'));
  expect(saved).toEqual({ kind: 'failed', why: 'not_allowed' });
});

describe.runIf(canMakeSmallDisk)('on a disk of its own', () => {
  let disk: SmallDisk;
  let file: string;
  beforeEach(() => {
    disk = makeSmallDisk(1);
    file = join(disk.folder, 'a.csv');
    writeFileSync(file, 'older');
  });
  afterEach(() => disk.remove());
  const untouched = (beside: string[]) => {
    expect(readFileSync(file, 'utf8')).toBe('older');
    expect(readdirSync(disk.folder).sort()).toEqual(['a.csv', ...beside]);
  };

  test('says that the disk is full, and leaves what stood there', async () => {
    disk.fill();
    const saved = await saveFile(into(file), 'a.csv', (write) => write('new'));
    expect(saved).toEqual({ kind: 'failed', why: 'disk_full' });
    untouched(['filler']);
    disk.empty();
    expect(await saveFile(into(file), 'a.csv', (write) => write('new'))).toMatchObject({ kind: 'saved' });
    expect(readFileSync(file, 'utf8')).toBe('new');
  });

  test('is never called saved when the disk took the first part of the last piece only', async () => {
    const saved = await saveFile(into(file), 'a.csv', (write) => write(Buffer.alloc(3 << 20, 'x')));
    expect(saved).toEqual({ kind: 'failed', why: 'disk_full' });
    untouched([]);
  });

  test('says that she may not write on a disk that only gives', async () => {
    execFileSync('mount', ['-o', 'remount,ro', disk.folder]);
    const saved = await saveFile(into(file), 'a.csv', (write) => write('new'));
    expect(saved).toEqual({ kind: 'failed', why: 'not_allowed' });
    untouched([]);
  });

  test('says that what stands there is held by another program, and leaves it', async () => {
    const held = join(folder, 'held');
    writeFileSync(held, 'older');
    execFileSync('mount', ['--bind', held, file]);
    const saved = await saveFile(into(file), 'a.csv', (write) => write('new'));
    execFileSync('umount', [file]);
    expect(saved).toEqual({ kind: 'failed', why: 'in_use' });
    untouched([]);
  });
});
