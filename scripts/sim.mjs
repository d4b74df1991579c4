// npm run sim -- --seeds 1000 [--from 1] [--twice] [--json]: simulates devices, a server and faults, each run from one number.
import { projectRoot } from './runtime/folders.mjs';
import { runCommand } from './runtime/run-command.mjs';
import { reportProblem } from './runtime/set-up-problem.mjs';

try {
  const args = ['--import', 'tsx', 'tests/simulation/simulate.ts', ...process.argv.slice(2)];
  const { code } = await runCommand(process.execPath, args, { cwd: projectRoot, show: true });
  process.exitCode = code;
} catch (error) {
  reportProblem(error);
}
