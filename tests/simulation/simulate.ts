// Simulated runs, one after the other or in two processes; stdout holds one line of JSON with --json.
import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSimulation } from './planted/plant';
import { type RunResult, runSeed } from './run-seed';
import { shrink } from './shrink';
import { summarise } from './summarise';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    /** One seed, told event by event. */
    seed: { type: 'string' },
    /** With --seed: looks for the steps that matter. */
    shrink: { type: 'boolean', default: false },
    /** Runs each seed twice and compares what happened. */
    twice: { type: 'boolean', default: false },
    /** Looks for mistakes planted into the product, one after the other, each for at most so many seeds. */
    planted: { type: 'boolean', default: false },
    most: { type: 'string', default: '400' },
    only: { type: 'string' },
    workers: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
});
const progressMs = 5000;
/** Bundled once, the runs take less of the machine than when each process translates its own. */
const folder = resolve(import.meta.dirname, '../../artifacts/simulation');

if (values.planted) await lookForPlanted();
else if (values.seed !== undefined) await replay(Number(values.seed));
else await simulate();

async function simulate(): Promise<void> {
  const started = performance.now();
  const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => Number(values.from) + index);
  const results = await runAll(seeds);
  const again = values.twice ? await runAll(seeds) : [];
  const equalTraces = again.filter(({ trace }, index) => trace === results[index]?.trace).length;
  const line = {
    ...summarise(results),
    ...(values.twice ? { equalTraces } : {}),
    onPglite: results.filter(({ server }) => server === 'pglite').length,
    seconds: Math.round((performance.now() - started) / 1000),
  };
  console.log(values.json ? JSON.stringify(line) : line);
  const isBad = line.failedSeeds.length > 0 || (values.twice && equalTraces < seeds.length);
  process.exitCode = isBad ? 1 : 0;
}

/** In the order of the seeds, whoever was quicker. */
async function runAll(seeds: number[]): Promise<RunResult[]> {
  const results = new Map<number, RunResult>();
  const waiting = [...seeds];
  const started = performance.now();
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - started) / 1000);
    console.error(`${results.size} of ${seeds.length} runs after ${seconds} s`);
  }, progressMs);
  const entry = await buildSimulation({ entry: 'serve-seeds.ts', outDir: folder });
  // A world makes many things that are soon of no use: a larger nursery collects them less often.
  const execArgv = [...process.execArgv, '--max-semi-space-size=32'];
  const workers = Array.from({ length: Number(values.workers) }, () => fork(entry, { execArgv }));
  await Promise.all(workers.map((worker) => serve(worker, waiting, results)));
  clearInterval(progress);
  for (const worker of workers) worker.kill();
  rmSync(folder, { recursive: true, force: true });
  return seeds.flatMap((seed) => results.get(seed) ?? []);
}

function serve(worker: ChildProcess, waiting: number[], results: Map<number, RunResult>): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = () => {
      const seed = waiting.shift();
      if (seed === undefined) resolve();
      else worker.send(seed);
    };
    worker.on('message', (result: RunResult) => {
      results.set(result.seed, result);
      tellFailure(result);
      next();
    });
    worker.on('exit', (code) => code !== null && reject(new Error(`A worker ended with ${code}.`)));
    next();
  });
}

function tellFailure({ seed, violations: [first] }: RunResult): void {
  if (!first) return;
  console.error(`\nSeed ${seed}: ${first.kind}: ${first.what}`);
  console.error(`  npm run -s sim -- --seed ${seed} --shrink`);
}

async function replay(seed: number): Promise<void> {
  const result = await runSeed({ seed, tell: (line) => console.error(line) });
  console.error(`\nSeed ${seed}, ${result.steps} steps, trace ${result.trace}`);
  for (const { kind, device, what } of result.violations) console.error(`✗ ${kind} ${device}: ${what}`);
  const steps = values.shrink && result.violations.length > 0 ? await shrink(result) : null;
  if (steps) {
    const leftOut = new Set(
      Array.from({ length: result.steps }, (_, step) => step).filter((step) => !steps.includes(step)),
    );
    console.error(`\nThe ${steps.length} steps that matter:`);
    await runSeed({
      seed,
      steps: result.steps,
      leftOut,
      tell: (line) => /#\d|✗/.test(line) && console.error(line),
    });
  }
  console.log(JSON.stringify({ ...summarise([result]), trace: result.trace, steps }));
  process.exitCode = result.violations.length > 0 ? 1 : 0;
}

async function lookForPlanted(): Promise<void> {
  const started = performance.now();
  const { findPlanted } = await import('./planted/find-planted');
  const { found, missed } = await findPlanted({
    most: Number(values.most),
    workers: Number(values.workers),
    only: values.only,
    tell: (line) => console.error(line),
  });
  const seeds = found.map((each) => each.seeds).sort((one, other) => one - other);
  const line = {
    planted: found.length + missed.length,
    found: found.length,
    medianSeeds: seeds[Math.floor(seeds.length / 2)] ?? null,
    missed,
    seconds: Math.round((performance.now() - started) / 1000),
  };
  console.log(values.json ? JSON.stringify(line) : line);
  process.exitCode = missed.length > 0 ? 1 : 0;
}
