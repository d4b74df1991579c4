// npm run screens [-- name …]: builds the app if needed and puts a picture of every screen into docs/screens, in each
// organisation's colours, light and dark.
import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronEnvironment } from './runtime/electron-environment.mjs';
import { findProgram } from './runtime/find-program.mjs';
import { projectRoot } from './runtime/folders.mjs';
import { makeReady } from './runtime/make-ready.mjs';
import { runCommand } from './runtime/run-command.mjs';
import { reportProblem, SetUpProblem } from './runtime/set-up-problem.mjs';
import { installWanted } from './runtime/wanted-programs.mjs';
import { withDisplay } from './with-display.mjs';

const folder = join(projectRoot, 'docs', 'screens');
const colours = '48';

try {
  const args = process.argv.slice(2);
  const runtime = await makeReady(args);
  await installWanted(['pngquant'], 'Pictures are made small by');
  const env = { ...electronEnvironment(runtime), FELTBOK_VIRTUAL_DISPLAY: '1' };
  // Those that stand are replaced only when all have been taken.
  const taken = await mkdtemp(join(tmpdir(), 'feltbok-screens-'));
  const program = ['--import', 'tsx', 'tests/screens/screens.ts', taken, ...args];
  const code = await withDisplay(process.execPath, program, env);
  await makeSmall(taken);
  if (code === 0 && args.length === 0) await rm(folder, { recursive: true, force: true });
  await cp(taken, folder, { recursive: true });
  await rm(taken, { recursive: true });
  if (code !== 0) throw new SetUpProblem('Not every screen could be shown.');
  console.log(`${(await pictures()).length} pictures in docs/screens, ${await megabytes()} MB`);
} catch (error) {
  reportProblem(error);
}

/** Screens have few colours; with so many of them a picture takes a third of the space, and amber does not turn red. */
async function makeSmall(taken) {
  const files = (await pictures(taken)).map((name) => join(taken, name));
  if (files.length === 0 || !findProgram('pngquant')) return;
  const options = ['--force', '--ext', '.png', '--skip-if-larger', '--strip', '--nofs', '--speed', '3'];
  await runCommand('pngquant', [...options, colours, '--', ...files]);
}

async function pictures(from = folder) {
  return (await readdir(from)).filter((name) => name.endsWith('.png')).sort();
}

async function megabytes() {
  const sizes = await Promise.all(
    (await pictures()).map(async (name) => (await stat(join(folder, name))).size),
  );
  return (sizes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(1);
}
