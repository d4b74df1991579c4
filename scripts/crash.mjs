// npm run crash -- --kills 100 [--json]: kills the real app at random moments while it saves and sends, and counts what is lost.
import { runOverApp } from './runtime/run-program.mjs';

await runOverApp('tests/crash/crash.ts');
