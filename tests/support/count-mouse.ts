import type { Page } from '@playwright/test';

/** Counts what a mouse does from now on. Chromium itself says that it moved when the page moves under it. */
export async function countMouse(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as Window & { mouseEvents?: number };
    counted.mouseEvents = 0;
    for (const kind of ['pointerdown', 'mousedown', 'wheel', 'touchstart'])
      window.addEventListener(kind, () => (counted.mouseEvents = (counted.mouseEvents ?? 0) + 1), true);
  });
  return () => page.evaluate(() => (window as Window & { mouseEvents?: number }).mouseEvents ?? -1);
}
