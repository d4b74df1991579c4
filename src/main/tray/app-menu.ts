import { Menu, type MenuItemConstructorOptions } from 'electron';
import { menuItems } from './menu-items';
import type { TrayAction, TrayEntry } from './tray-view';

export type AppMenu = { draw(label: string, entries: TrayEntry[]): void };

/**
 * The tray's entries in the window's own menu (the Alt key shows it; macOS has it at the top of the screen), so that
 * nothing depends on a tray, which some desktops do not have. macOS copies and pastes through its menu, too.
 */
export function createAppMenu(run: (action: TrayAction) => void): AppMenu {
  let drawn = '';
  return {
    draw(label, entries) {
      const asText = JSON.stringify([label, entries]);
      if (asText === drawn) return;
      drawn = asText;
      const own: MenuItemConstructorOptions = { label, submenu: menuItems(entries, run) };
      const onMac: MenuItemConstructorOptions[] = [
        { role: 'appMenu' },
        own,
        { role: 'editMenu' },
        { role: 'windowMenu' },
      ];
      Menu.setApplicationMenu(Menu.buildFromTemplate(process.platform === 'darwin' ? onMac : [own]));
    },
  };
}
