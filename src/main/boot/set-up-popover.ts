import { createPopover, type Popover } from '../window/popover';
import type { Build } from './read-build';

/** The status that the tray shows without opening the window. */
export function setUpPopover({ pageUrl, fileOf }: Build, appName: () => string): Popover {
  return createPopover({
    pageUrl: new URL('popover.html', pageUrl).href,
    preloadFile: fileOf('out', 'preload', 'index.cjs'),
    iconFile: fileOf('resources', 'icons', 'app-256.png'),
    title: appName,
  });
}
