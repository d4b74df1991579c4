// Stands in the fallback runtime where Electron's release has its default app, and does what that does for
// `electron FOLDER` and `electron FILE`: becomes the app that the folder's package.json describes.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app as publicApp } from 'electron';

/** Electron's own default app uses these two; the published types leave them out.
 * @typedef {{ setVersion(version: string): void, setAppPath(path: string): void }} DefaultAppOnly */
const app = /** @type {Electron.App & DefaultAppOnly} */ (publicApp);

const target = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
try {
  if (!target) throw new Error('Usage: electron [switches] <app folder or file> [arguments]');
  Object.assign(process, { defaultApp: true });
  // Electron becomes ready when this module has loaded, so the app has to be loaded by then.
  await import(pathToFileURL(become(resolve(target))).href);
} catch (error) {
  // Electron would show a dialog, for which there may be no one to answer.
  console.error(error);
  app.exit(1);
}

/** @param {string} path @returns {string} the app's main file */
function become(path) {
  if (!statSync(path).isDirectory()) {
    app.setAppPath(dirname(path));
    return path;
  }
  const { name, productName, version, desktopName, main } = JSON.parse(
    readFileSync(join(path, 'package.json'), 'utf8'),
  );
  app.setName(productName ?? name);
  if (version) app.setVersion(version);
  app.setDesktopName?.(desktopName ?? `${app.name}.desktop`);
  app.setAppPath(path);
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', join(app.getPath('appData'), app.name));
  }
  return join(path, main ?? 'index.js');
}
