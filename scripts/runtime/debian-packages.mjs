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
  const root = process.getuid?.() === 0;
  if (root) await runCommand('apt-get', ['update']);
  const install = ['install', '-y', '--no-install-recommends', ...(await currentNames(packages))];
  if (!root) {
    throw new SetUpProblem(`${reason}. Run this once, then try again:\n  sudo apt-get ${install.join(' ')}`);
  }
  const { code, output } = await withProgress(`Installing system packages (${reason})`, () =>
    runCommand('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...install], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    }),
  );
  if (code !== 0) throw new SetUpProblem(`${reason}, and installing it failed:\n${tail(output)}`);
}

/** Newer releases renamed some libraries, e.g. libasound2 to libasound2t64. @param {string[]} packages */
async function currentNames(packages) {
  const { output } = await runCommand('apt-cache', ['pkgnames']);
  const known = new Set(output.split('\n'));
  return packages.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}
