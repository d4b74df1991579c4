import { runSeed } from './run-seed';

// A process of its own: takes a seed, answers with what came of it.
process.on('message', async (seed: number) => {
  const result = await runSeed({ seed });
  process.send?.(result);
});
