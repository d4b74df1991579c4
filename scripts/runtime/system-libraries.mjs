import { readdirSync } from 'node:fs';
import { installDebianPackages } from './debian-packages.mjs';
import { findProgram } from './find-program.mjs';
import { runCommand } from './run-command.mjs';
import { installWanted } from './wanted-programs.mjs';

const libraryPackages = [
  'libnss3',
  'libatk-bridge2.0-0',
  'libgtk-3-0',
  'libgbm1',
  'libasound2',
  'libxss1',
  'libsecret-1-0',
  'libnotify4',
];
const displayPackages = ['xvfb', 'xauth', 'dbus', 'fonts-dejavu-core'];
/** A keyring, and the bus on which screen readers hear what programs say: parts of a desktop that a display alone lacks. */
const desktopPackages = {
  'gnome-keyring-daemon': 'gnome-keyring',
  gdbus: 'libglib2.0-bin',
  '/usr/share/dbus-1/services/org.a11y.Bus.service': 'at-spi2-core',
};
const displayPrograms = ['Xvfb', 'xvfb-run', 'xauth', 'dbus-run-session'];

// Electron opens these itself while it runs, so ldd does not list them.
const openedLater = ['libgtk-3.so.0', 'libsecret-1.so.0', 'libnotify.so.4'];

/**
 * Makes sure that Electron finds its shared libraries, and that a virtual display can be started where one
 * is wanted. Only Linux leaves these to the system.
 * @param {string} electronPath
 * @param {'desktop' | 'virtual'} display
 */
export async function ensureSystemLibraries(electronPath, display) {
  if (process.platform !== 'linux') return;
  const virtual = display === 'virtual';
  const missing = [...(await missingLibraries(electronPath)), ...(virtual ? missingForDisplay() : [])];
  if (missing.length === 0) return;
  const packages = virtual ? [...libraryPackages, ...displayPackages] : libraryPackages;
  await installDebianPackages(packages, `Electron needs ${missing.join(', ')}`);
}

/**
 * What the tests of a real keyring and of a screen reader need beside a display; the app runs without, and those tests then
 * say what is missing.
 */
export async function wantDesktop() {
  if (process.platform === 'linux') await installWanted(desktopPackages, 'A real desktop is tried with');
}

/** The libraries that ldd did not find. @param {string} lddOutput */
export function notFound(lddOutput) {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => String(match[1]));
}

/** @param {string} electronPath */
async function missingLibraries(electronPath) {
  const [linked, known] = await Promise.all([
    runCommand('ldd', [electronPath]),
    runCommand(findProgram('ldconfig') ?? 'ldconfig', ['-p']),
  ]);
  const later = known.code === 0 ? openedLater.filter((name) => !known.output.includes(name)) : [];
  return [...new Set([...notFound(linked.output), ...later])];
}

function missingForDisplay() {
  const missing = displayPrograms.filter((name) => !findProgram(name));
  return hasFont() ? missing : [...missing, 'a font'];
}

function hasFont() {
  return ['/usr/share/fonts', '/usr/local/share/fonts'].some((folder) => {
    try {
      return readdirSync(folder, { recursive: true }).some((name) => /\.(ttf|otf|ttc)$/i.test(String(name)));
    } catch {
      return false;
    }
  });
}
