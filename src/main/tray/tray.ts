import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Menu, type NativeImage, nativeImage, type Rectangle, Tray } from 'electron';
import type { StatusKind } from '../../shared/contracts/status';
import { menuItems } from './menu-items';
import type { TrayAction, TrayView } from './tray-view';

export type TrayIcon = { draw(view: TrayView): void; remove(): void };

/** Pixels by scale: panels on Linux and macOS draw 22 points, the Windows notification area 16. */
const sizes =
  process.platform === 'win32'
    ? [
        { scaleFactor: 1, pixels: 16 },
        { scaleFactor: 1.5, pixels: 24 },
        { scaleFactor: 2, pixels: 32 },
        { scaleFactor: 3, pixels: 48 },
      ]
    : [
        { scaleFactor: 1, pixels: 22 },
        { scaleFactor: 2, pixels: 44 },
      ];

/** Draws views; the only place that knows the system's tray. */
export function showTray(
  iconsFolder: string,
  run: (action: TrayAction, anchor?: Rectangle) => void,
): TrayIcon {
  let tray: Tray | null = null;
  let drawn = '';
  let icon: StatusKind | null = null;
  return {
    draw(view) {
      const asText = JSON.stringify(view);
      if (asText === drawn) return;
      drawn = asText;
      if (!tray) {
        tray = new Tray(trayImage(iconsFolder, view.icon));
        // Where a click opens the menu instead, the same stands in it.
        tray.on('click', (_event, bounds) => run('status', bounds));
        tray.on('double-click', () => run('open'));
      } else if (icon !== view.icon) tray.setImage(trayImage(iconsFolder, view.icon));
      icon = view.icon;
      tray.setToolTip(view.tooltip);
      // Linux draws the menu that it was given last: a change inside an old one is not seen.
      tray.setContextMenu(Menu.buildFromTemplate(menuItems(view.menu, run)));
    },
    remove() {
      tray?.destroy();
      tray = null;
      drawn = '';
    },
  };
}

function trayImage(folder: string, icon: StatusKind): NativeImage {
  const image = nativeImage.createEmpty();
  for (const { scaleFactor, pixels } of sizes) {
    const buffer = readFileSync(join(folder, `${icon.replaceAll('_', '-')}-${pixels}.png`));
    image.addRepresentation({ scaleFactor, width: pixels, height: pixels, buffer });
  }
  return image;
}
