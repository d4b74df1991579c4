import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { hiddenFocus, smallTargets, thinFocus } from '../../support/check-focus';
import { noteFigures } from '../../support/note-figures';
import { pixelsChanged, shareOfInk } from '../../support/pixels';
import { walkScreens } from '../../support/walk-screens';

const pictures = resolve(import.meta.dirname, '../../../artifacts/e2e/forced-colors');
/** Screens with every icon of how sending stands, and something to focus. */
const withIcons = [
  'registrations',
  'before-leaving',
  'sending-with-a-queue',
  'entry-session-rows-with-errors',
];
/** An icon of 20 px is drawn with at least this share of its square. */
const leastInk = 0.04;

test('03 with colours of her own and without movement, focus and status icons stay visible', async () => {
  test.setTimeout(240_000);
  mkdirSync(pictures, { recursive: true });
  const seen = { icons: 0, rings: 0 };
  await walkScreens({
    only: withIcons,
    async visit(screen, { page }) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ forcedColors: 'active', colorScheme, reducedMotion: 'reduce' });
        const icons = page.locator('.status-icon, .record-state svg, .ready-line svg, .row-note svg');
        for (const icon of (await icons.all()).slice(0, 6)) {
          await icon.scrollIntoViewIfNeeded();
          expect.soft(await shareOfInk(page, icon), `${screen}, ${colorScheme}`).toBeGreaterThan(leastInk);
          seen.icons += 1;
        }
        expect.soft(await ringPixels(page), `${screen}, ${colorScheme}, focus`).toBeGreaterThan(100);
        seen.rings += 1;
        await page.screenshot({ path: join(pictures, `${screen}-${colorScheme}.png`) });
      }
      expect.soft(await moving(page), screen).toEqual([]);
      await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
      expect(await moving(page), 'with movement something moves').not.toEqual([]);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    },
  });
  noteFigures(seen);
  expect(seen.icons).toBeGreaterThan(withIcons.length * 2);
});

test('29 everything that can be pressed is large enough, and the focus is seen wherever it goes', async () => {
  test.setTimeout(400_000);
  const seen = { stops: 0, screens: 0 };
  await walkScreens({
    async visit(screen, { page }) {
      expect.soft(await smallTargets(page, 24), `${screen}: under 24 px`).toEqual([]);
      const stops = await tabThrough(page, async (stop) => {
        expect.soft(await thinFocus(page), `${screen}, stop ${stop}`).toBeNull();
        expect.soft(await hiddenFocus(page), `${screen}, stop ${stop}`).toBeNull();
      });
      seen.stops += stops;
      seen.screens += 1;
    },
  });
  noteFigures(seen);
});

/** Moves the focus on with Tab until it comes round, at most so far as is worth it. Answers how many stops there were. */
async function tabThrough(page: Page, atStop: (stop: number) => Promise<void>): Promise<number> {
  const mostStops = 40;
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    document.querySelector('[data-passed]')?.removeAttribute('data-passed');
  });
  for (let stop = 1; stop <= mostStops; stop += 1) {
    await page.keyboard.press('Tab');
    const isNew = await page.evaluate(() => {
      const now = document.activeElement;
      if (!now || now === document.body || now.hasAttribute('data-passed')) return false;
      now.setAttribute('data-passed', '');
      return true;
    });
    if (!isNew && stop > 1) {
      await page.evaluate(() => {
        for (const each of document.querySelectorAll('[data-passed]')) each.removeAttribute('data-passed');
      });
      return stop - 1;
    }
    await atStop(stop);
  }
  return mostStops;
}

/** How many pixels change around the first entry of the menu when it takes the focus. */
async function ringPixels(page: Page): Promise<number> {
  const entry = page.locator('.menu-entry').nth(1);
  const box = await entry.boundingBox();
  if (!box) throw new Error('There is no menu.');
  const clip = { x: box.x - 6, y: box.y - 6, width: box.width + 12, height: box.height + 12 };
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const before = await page.screenshot({ clip });
  await page.locator('.menu-entry').first().focus();
  await page.keyboard.press('Tab');
  await expect(entry).toBeFocused();
  return pixelsChanged(page, before, await page.screenshot({ clip }));
}

/** What takes time to change its look, by its class. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const longest = (durations: string) =>
      Math.max(...durations.split(',').map((each) => Number.parseFloat(each)));
    const found = [...document.querySelectorAll('body *')].filter((element) => {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
      return (
        longest(transitionDuration) > 0.02 || (animationName !== 'none' && longest(animationDuration) > 0.02)
      );
    });
    return [...new Set(found.map((element) => String(element.getAttribute('class') ?? element.tagName)))];
  });
}
