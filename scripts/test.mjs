// npm test: unit and contract tests, the build, and the end-to-end tests on a virtual display.
import { runChecks } from './checks/run-checks.mjs';
import { testChecks } from './checks/test-checks.mjs';

await runChecks(testChecks());
