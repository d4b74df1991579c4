// npm run soak [-- --minutes 20] [--json]: five devices and a server as processes, with faults and kills, and what it cost.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'tests/soak/soak.ts', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
