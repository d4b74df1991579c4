// npm run sim -- --seeds 1000 [--from 1] [--twice] [--json]: simulates devices, a server and faults, each run from one number.
import { runOverEngine } from './runtime/run-program.mjs';

await runOverEngine('tests/simulation/simulate.ts');
