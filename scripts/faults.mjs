// npm run faults [-- --only F13,F15] [--tries 0.1] [--json]: makes faults in real processes, and counts what they cost.
import { runOverEngine } from './runtime/run-program.mjs';
import { installWanted } from './runtime/wanted-programs.mjs';

await runOverEngine('tests/faults/faults.ts', () =>
  installWanted(['strace', 'openssl'], 'Some faults are made by'),
);
