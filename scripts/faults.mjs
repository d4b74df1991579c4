// npm run faults [-- --only F13,F15] [--tries 0.1] [--json]: makes faults in real processes, and counts what they cost.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'tests/faults/faults.ts', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
