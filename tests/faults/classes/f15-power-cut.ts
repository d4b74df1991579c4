import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../server/seed/random';
import type { FaultClass } from '../fault-class';
import { buildProgram } from '../support/build-program';
import { readTrace, type TraceStep, traceOptions } from '../support/read-trace';
import { addTo, savingKey, startSaver } from '../support/run-saving';
import { missingIn, profileIn, type Saved, temporaryFolder } from '../support/test-profile';

type Change = Extract<TraceStep, { kind: 'write' | 'truncate' }>;
/** What is on the disk for certain, and what the operating system has only promised to write. */
type File = { durable: Buffer; pending: Change[] };

const commits = 60;

export const faultClass: FaultClass = {
  id: 'F15',
  title: 'power cut: writes not synced are kept wholly, partly or not',
  needs: ['strace'],
  async run({ scaled, random, progress }) {
    const program = await buildProgram('saving-process');
    const tries = scaled(300);
    const full = cutMany(await trace(program, 'FULL'), tries, { random, progress });
    // The harness has to find what is known to lose: without the sync at each commit.
    const planted = cutMany(await trace(program, 'NORMAL'), Math.max(20, tries / 5), {
      random,
      progress: () => {},
    });
    return {
      tries,
      lost: full.lost,
      duplicated: 0,
      corrupt: full.corrupt,
      others: { plantedNotFound: planted.lost > 0 ? 0 : 1 },
      note: `${full.acknowledged} acknowledged at the cuts in all; with synchronous=NORMAL planted, ${planted.lost} lost`,
    };
  },
};

async function trace(program: string, synchronous: 'FULL' | 'NORMAL'): Promise<TraceStep[]> {
  const folder = temporaryFolder('f15');
  const saver = startSaver(program);
  const run = await saver.run({ folder, commits, synchronous }, traceOptions);
  saver.close();
  if (run.crashed || run.refused.length > 0)
    throw new Error(`The saving program failed: ${run.refused.join()}`);
  const steps = readTrace(run.trace, folder);
  rmSync(folder, { recursive: true });
  return steps;
}

function cutMany(
  steps: TraceStep[],
  tries: number,
  { random, progress }: { random: Random; progress(done: number, total: number): void },
) {
  const found = { lost: 0, corrupt: 0, acknowledged: 0 };
  const folder = temporaryFolder('f15-image');
  for (let index = 0; index < tries; index += 1) {
    progress(index, tries);
    const saved = cut(steps.slice(0, random.int(1, steps.length)), folder, random);
    found.acknowledged += saved.mutations.size + saved.drafts.size;
    const { lost, corrupt } = startAfter(folder, saved);
    found.lost += lost;
    found.corrupt += corrupt;
  }
  rmSync(folder, { recursive: true, force: true });
  return found;
}

/** Leaves in the folder what a disk could hold after these steps. Answers what had been acknowledged by then. */
function cut(steps: TraceStep[], folder: string, random: Random): Saved {
  const saved: Saved = { mutations: new Set(), drafts: new Set() };
  const files = new Map<string, File>();
  const fileOf = (name: string) => {
    const known = files.get(name) ?? { durable: Buffer.alloc(0), pending: [] };
    files.set(name, known);
    return known;
  };
  for (const step of steps) {
    if (step.kind === 'said') addTo(saved, step.line);
    else if (step.kind === 'sync') settle(fileOf(step.file), () => true);
    // Names change at once: a file system that keeps a journal does not undo them alone.
    else if (step.kind === 'unlink') files.delete(step.file);
    else if (step.kind === 'rename') {
      files.set(step.to, fileOf(step.file));
      files.delete(step.file);
    } else if (step.kind === 'write' || step.kind === 'truncate') fileOf(step.file).pending.push(step);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, file] of files) {
    const way = random.pick(['none', 'prefix', 'subset'] as const);
    const length = random.int(0, file.pending.length);
    settle(file, (index) => (way === 'prefix' ? index < length : way === 'subset' && random.chance(0.5)));
    writeFileSync(join(folder, name), file.durable);
  }
  return saved;
}

function settle(file: File, isKept: (index: number) => boolean): void {
  for (const change of file.pending.filter((_change, index) => isKept(index))) apply(file, change);
  file.pending = [];
}

function apply(file: File, change: Change): void {
  if (change.kind === 'truncate') {
    const grown = Buffer.alloc(change.length);
    file.durable.copy(grown);
    file.durable = grown;
    return;
  }
  const at = change.at ?? file.durable.length;
  const end = at + change.bytes.length;
  if (end > file.durable.length)
    file.durable = Buffer.concat([file.durable, Buffer.alloc(end - file.durable.length)]);
  change.bytes.copy(file.durable, at);
}

function startAfter(folder: string, saved: Saved): { lost: number; corrupt: number } {
  const everything = saved.mutations.size + saved.drafts.size;
  const opened = profileIn(folder).open(savingKey);
  if (opened.kind === 'problem') return { lost: everything, corrupt: 1 };
  const { mutations, drafts } = missingIn(opened.database, saved);
  const corrupt = opened.database.isIntact() ? 0 : 1;
  opened.database.close();
  return { lost: mutations + drafts, corrupt };
}
