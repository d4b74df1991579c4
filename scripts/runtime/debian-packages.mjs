import { findProgram } from './find-program.mjs';
import { withProgress } from './progress.mjs';
import { runCommand, tail } from './run-command.mjs';
import { SetUpProblem } from './set-up-problem.mjs';

/**
 * Installs Debian packages when we may (root on Debian or Ubuntu); otherwise stops with the one command
 * that the developer has to run.
 * @param {string[]} packages
 * @param {string} reason e.g. "Electron needs libgtk-3.so.0"
 */
export async function installDebianPackages(packages, reason) {
  if (!findProgram('apt-get')) {
    throw new SetUpProblem(
      `${reason}.\nInstall it with your system's package manager; on Debian: ${packages.join(' ')}`,
    );
  }
  if (process.getuid?.() !== 0) {
    const names = (await currentNames(packages)).join(' ');
    throw new SetUpProblem(
      `${reason}. Run this once, then try again:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`,
    );
  }
  const { code, output } = await withProgress(`Installing system packages (${reason})`, () =>
    install(packages),
  );
  if (code !== 0) throw new SetUpProblem(`${reason}, and installing it failed:\n${tail(output)}`);
}

/** Another apt may be at work, for example the machine's own updates. @param {string[]} packages */
async function install(packages) {
  const wait = ['-o', 'DPkg::Lock::Timeout=120'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', [...wait, 'update'], { env });
  const names = await currentNames(packages);
  return runCommand('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...names], { env });
}

/** Newer releases renamed some libraries, e.g. libasound2 to libasound2t64. @param {string[]} packages */
async function currentNames(packages) {
  const { output } = await runCommand('apt-cache', ['pkgnames']);
  const known = new Set(output.split('\n'));
  return packages.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}
