import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultClass, FaultFigures, FaultOptions } from '../fault-class';
import { buildProgram } from '../support/build-program';
import { runSaving, savingKey } from '../support/run-saving';
import { missingIn, profileIn, temporaryFolder } from '../support/test-profile';

const commits = 60;
/** `+` for an error that stays from then on, nothing for one that comes once. */
type Injection = {
  call: 'pwrite64' | 'fdatasync' | 'fsync' | 'ftruncate';
  error: 'ENOSPC' | 'EIO';
  stays: boolean;
};

const fullDisk: Injection[] = [{ call: 'pwrite64', error: 'ENOSPC', stays: true }];
const brokenDisk: Injection[] = [
  { call: 'pwrite64', error: 'EIO', stays: false },
  { call: 'fsync', error: 'EIO', stays: false },
  { call: 'fdatasync', error: 'EIO', stays: false },
  { call: 'fsync', error: 'EIO', stays: true },
  { call: 'fdatasync', error: 'EIO', stays: true },
  { call: 'ftruncate', error: 'EIO', stays: false },
];

export const faultClasses: FaultClass[] = [
  {
    id: 'F16',
    title: 'disk full at every write',
    needs: ['strace'],
    run: (options) => inject(fullDisk, options, 200),
  },
  {
    id: 'F17',
    title: 'disk error at every write, sync and cut of a file',
    needs: ['strace'],
    run: (options) => inject(brokenDisk, options, 50),
  },
];

/** `most`: so many places for each kind of error, spread evenly over a run from its beginning to its end. */
async function inject(
  injections: Injection[],
  { scaled, progress }: FaultOptions,
  most: number,
): Promise<FaultFigures> {
  const program = await buildProgram('saving-process');
  const folder = temporaryFolder('disk');
  const counts = countCalls(program, folder);
  const points = injections.flatMap((injection) => {
    const calls = counts[injection.call] ?? 0;
    const places = Math.min(calls, scaled(most));
    const whens = Array.from({ length: places }, (_, index) => 1 + Math.floor((index * calls) / places));
    return whens.map((when) => ({ injection, when }));
  });
  const found = { lost: 0, corrupt: 0, doubled: 0, crashed: 0, refusals: 0, unnamed: 0 };
  for (const [index, { injection, when }] of points.entries()) {
    progress(index, points.length);
    begin(folder);
    const { call, error, stays } = injection;
    const run = runSaving(program, { folder, commits, synchronous: 'FULL' }, [
      '-e',
      `trace=${call}`,
      '-e',
      `inject=${call}:error=${error}:when=${when}${stays ? '+' : ''}`,
      '--trace-path',
      ...filesOf(folder),
    ]);
    found.crashed += run.crashed ? 1 : 0;
    found.refusals += run.refused.length;
    found.unnamed += run.refused.filter((problem) => !isNamed(problem)).length;
    // The disk is well again: what was called saved is there, whatever was not may be.
    const opened = profileIn(folder).open(savingKey);
    if (opened.kind === 'problem') {
      console.error(`  ${call} ${error} ${when}: ${opened.problem}`);
      found.corrupt += 1;
      continue;
    }
    const { mutations, drafts, doubled } = missingIn(opened.database, run.saved);
    found.lost += mutations + drafts;
    found.doubled += doubled;
    found.corrupt += opened.database.isIntact() ? 0 : 1;
    opened.database.close();
  }
  rmSync(folder, { recursive: true, force: true });
  return {
    tries: points.length,
    lost: found.lost,
    duplicated: found.doubled,
    corrupt: found.corrupt,
    others: { crashed: found.crashed, unnamed: found.unnamed },
    note: `${commits} commits each, ${found.refusals} of them refused and named; calls in a run: ${JSON.stringify(counts)}`,
  };
}

/** A refusal names what the storage met; anything else is an error that nobody planned for. */
function isNamed(problem: string): boolean {
  return /^(Storage problem: )?(disk_full|io|read_only|damaged)$/.test(problem);
}

function begin(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
}

const filesOf = (folder: string) =>
  ['', '-wal', '-journal'].flatMap((end, index) => {
    const file = join(folder, `feltbok.db${end}`);
    return index === 0 ? [file] : ['--trace-path', file];
  });

function countCalls(program: string, folder: string): Partial<Record<string, number>> {
  begin(folder);
  const calls = 'pwrite64,fsync,fdatasync,ftruncate';
  const { trace } = runSaving(program, { folder, commits, synchronous: 'FULL' }, [
    '-e',
    `trace=${calls}`,
    '--trace-path',
    ...filesOf(folder),
  ]);
  const counts: Partial<Record<string, number>> = {};
  for (const call of calls.split(',')) {
    counts[call] = trace.split('\n').filter((line) => line.includes(` ${call}(`)).length;
  }
  return counts;
}
