// npm run verify: everything that has to hold before a change goes in.
import { countCheck } from './checks/count-results.mjs';
import { runChecks } from './checks/run-checks.mjs';
import { testChecks } from './checks/test-checks.mjs';
import { localProgram } from './runtime/local-program.mjs';
import { runCommand } from './runtime/run-command.mjs';

await runChecks([
  { name: 'types', run: () => npmRun('types') },
  { name: 'lint and format', run: () => local('@biomejs/biome', 'biome', ['check', '.']) },
  { name: 'arrows', run: () => npmRun('arrows') },
  { name: 'unused code', run: () => local('knip', 'knip', []) },
  ...testChecks(),
]);

/** @param {string} script in package.json */
async function npmRun(script) {
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const { code } = await runCommand(command, [...first, 'run', '--silent', script], { show: true });
  return countCheck(code === 0);
}

/** @param {string} packageName
 * @param {string} program
 * @param {string[]} args */
async function local(packageName, program, args) {
  const { code } = await runCommand(process.execPath, [localProgram(packageName, program), ...args], {
    show: true,
  });
  return countCheck(code === 0);
}
