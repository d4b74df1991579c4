import type { MenuItemConstructorOptions } from 'electron';
import { assertNever } from '../../shared/rules/assert-never';
import type { TrayAction, TrayEntry } from './tray-view';

/** The entries as Electron makes them into a menu. */
export function menuItems(
  entries: TrayEntry[],
  run: (action: TrayAction) => void,
): MenuItemConstructorOptions[] {
  return entries.map((entry) => {
    switch (entry.kind) {
      case 'line':
        return { type: 'separator' };
      case 'text':
        return { label: entry.label, enabled: false };
      case 'action':
        return { label: entry.label, enabled: entry.enabled, click: () => run(entry.action) };
      default:
        return assertNever(entry);
    }
  });
}
