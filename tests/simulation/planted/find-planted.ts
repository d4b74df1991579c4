import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Planted, planted } from './bugs';
import { buildSimulation } from './plant';

export type Found = { name: string; seeds: number; kind: string };
// Inside the project, so that the bundle finds the packages that it leaves outside.
const folder = resolve(import.meta.dirname, '../../../artifacts/planted');

/** Builds the simulation with each mistake in turn and runs it until it notices, for at most so many seeds. */
export async function findPlanted(options: {
  most: number;
  workers: number;
  only?: string | undefined;
  tell: (line: string) => void;
}): Promise<{ found: Found[]; missed: string[] }> {
  const waiting = planted.filter(({ name }) => options.only === undefined || name.includes(options.only));
  const found: Found[] = [];
  const missed: string[] = [];
  const work = async () => {
    for (let bug = waiting.shift(); bug; bug = waiting.shift()) {
      const result = await findOne(bug, options.most);
      if (result) found.push({ name: bug.name, seeds: result.seeds, kind: result.kind });
      else missed.push(bug.name);
      options.tell(
        result ? `${bug.name}: ${result.kind} after ${result.seeds} seeds` : `${bug.name}: MISSED`,
      );
    }
  };
  await Promise.all(Array.from({ length: options.workers }, work));
  rmSync(folder, { recursive: true, force: true });
  return { found, missed };
}

export async function findOne(bug: Planted, most: number): Promise<{ seeds: number; kind: string } | null> {
  const outDir = join(folder, bug.name.replace(/\W+/g, '-'));
  mkdirSync(outDir, { recursive: true });
  const entry = await buildSimulation({ entry: 'planted/run-until-found.ts', outDir, bug });
  const text = await new Promise<string>((done, fail) => {
    const child = spawn(process.execPath, [entry, String(most)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    // A run that died has noticed nothing, and has not missed anything either.
    child.on('close', (code) =>
      code === 0 ? done(output) : fail(new Error(`With "${bug.name}" it ended with ${code}.`)),
    );
  });
  return text.trim() === '' ? null : (JSON.parse(text) as { seeds: number; kind: string });
}
