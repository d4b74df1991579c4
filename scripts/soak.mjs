// npm run soak [-- --minutes 20] [--json]: five devices and a server as processes, with faults and kills, and what it cost.
import { runOverEngine } from './runtime/run-program.mjs';

await runOverEngine('tests/soak/soak.ts');
