import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultClass, FaultFigures, FaultOptions } from '../fault-class';
import { buildProgram } from '../support/build-program';
import { type Saver, savingKey, startSaver } from '../support/run-saving';
import { copyFolder, missingIn, profileIn, temporaryFolder } from '../support/test-profile';

const commits = 60;
const calls = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate'] as const;
type Call = (typeof calls)[number];
/** `+` for an error that stays from then on, nothing for one that comes once. */
type Injection = { call: Call; error: 'ENOSPC' | 'EIO'; stays: boolean };
/** The script begins on a profile that stands, or makes it first: that is most of its writes. */
type Beginning = 'standing' | 'new';

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
    title: `disk full at every write of ${commits} commits, and of a first start`,
    needs: ['strace'],
    run: (options) => inject(fullDisk, options),
  },
  {
    id: 'F17',
    title: `disk error at every write, sync and cut of a file of ${commits} commits, and of a first start`,
    needs: ['strace'],
    run: (options) => inject(brokenDisk, options),
  },
];

/** Every call of the commits; of the first start so many of each kind, evenly. */
const mostOfBeginning = 50;

async function inject(injections: Injection[], { scaled, progress }: FaultOptions): Promise<FaultFigures> {
  const program = await buildProgram('saving-process');
  const rig = await makeRig(program);
  const points = (['standing', 'new'] as const).flatMap((beginning) =>
    injections.flatMap((injection) => {
      const last = rig.counts[beginning][injection.call];
      const all = beginning === 'new' ? Math.min(mostOfBeginning, last) : last;
      const places = Math.min(last, scaled(all));
      const whens = Array.from({ length: places }, (_, index) => 1 + Math.floor((index * last) / places));
      return whens.map((when) => ({ beginning, injection, when }));
    }),
  );
  const found = { lost: 0, corrupt: 0, doubled: 0, crashed: 0, refusals: 0, unnamed: 0 };
  const waiting = [...points];
  const makeOne = async (saver: Saver, { beginning, injection, when }: (typeof points)[number]) => {
    progress(points.length - waiting.length, points.length);
    const { call, error, stays } = injection;
    const folder = temporaryFolder('disk');
    rig.begin(beginning, folder);
    const run = await saver.run({ folder, commits, synchronous: 'FULL' }, [
      ...watching(call, folder),
      '-e',
      `inject=${call}:error=${error}:when=${when}${stays ? '+' : ''}`,
    ]);
    found.crashed += run.crashed ? 1 : 0;
    found.refusals += run.refused.length;
    found.unnamed += run.refused.filter((problem) => !isNamed(problem)).length;
    // The disk is well again: what was called saved is there, whatever was not may be.
    const opened = profileIn(folder).open(savingKey);
    if (opened.kind === 'problem') {
      console.error(`  ${beginning} ${call} ${error} ${when}: ${opened.problem}`);
      found.corrupt += 1;
    } else {
      const { mutations, drafts, doubled } = missingIn(opened.database, run.saved);
      found.lost += mutations + drafts;
      found.doubled += doubled;
      found.corrupt += opened.database.isIntact() ? 0 : 1;
      opened.database.close();
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const lane = async () => {
    const saver = startSaver(program);
    for (let next = waiting.shift(); next; next = waiting.shift()) await makeOne(saver, next);
    saver.close();
  };
  // Each waits for a process of its own.
  await Promise.all([lane(), lane()]);
  rig.remove();
  return {
    tries: points.length,
    lost: found.lost,
    duplicated: found.doubled,
    corrupt: found.corrupt,
    others: { crashed: found.crashed, unnamed: found.unnamed },
    note: `${commits} commits each, ${found.refusals} of them refused and named; calls: ${JSON.stringify(rig.counts)}`,
  };
}

/** A refusal names what the storage met; anything else is an error that nobody planned for. */
function isNamed(problem: string): boolean {
  return /^(Storage problem: )?(disk_full|io|read_only|damaged)$/.test(problem);
}

/** Options of strace to see this call on the database's files. */
function watching(call: string, folder: string): string[] {
  const files = ['', '-wal', '-journal'].map((end) => join(folder, `feltbok.db${end}`));
  return ['-e', `trace=${call}`, ...files.flatMap((file) => ['--trace-path', file])];
}

async function makeRig(program: string) {
  const standing = temporaryFolder('disk-standing');
  const saver = startSaver(program);
  await saver.run({ folder: standing, commits: 0, synchronous: 'FULL' }, ['-e', 'trace=none']);
  const begin = (beginning: Beginning, folder: string) => {
    if (beginning === 'standing') return copyFolder(standing, folder);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  };
  const count = async (beginning: Beginning) => {
    const folder = temporaryFolder('disk-count');
    begin(beginning, folder);
    // The calls of the commits: a first start is looked at without any.
    const made = beginning === 'new' ? 0 : commits;
    const { trace } = await saver.run(
      { folder, commits: made, synchronous: 'FULL' },
      watching(calls.join(), folder),
    );
    rmSync(folder, { recursive: true, force: true });
    const lines = trace.split('\n');
    return Object.fromEntries(
      calls.map((call) => [call, lines.filter((line) => line.startsWith(`${call}(`)).length]),
    ) as Record<Call, number>;
  };
  const counts = { standing: await count('standing'), new: await count('new') };
  saver.close();
  return { begin, counts, remove: () => rmSync(standing, { recursive: true, force: true }) };
}
