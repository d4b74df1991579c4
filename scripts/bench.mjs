// npm run bench -- [--only name,name] [--runs 5] [--size 100000] [--json]: measures the app beside small raw programs, in one run.
import { runOverApp } from './runtime/run-program.mjs';

await runOverApp('tests/bench/bench.ts');
