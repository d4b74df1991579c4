import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { accessibilityFaults, sidewaysScrollers } from '../../support/check-page';
import { sizeWindow, walkScreens } from '../../support/walk-screens';

type Window = { app: ElectronApplication; page: Page };
type Way = { name: string; enlarge(window: Window, factor: number): Promise<unknown> };

const ways: Way[] = [
  {
    name: 'text 200 %',
    enlarge: ({ page }, factor) =>
      page.evaluate((size) => {
        document.documentElement.style.fontSize = `${size * 100}%`;
      }, factor),
  },
  { name: 'zoom 200 %', enlarge: zoom },
];

test('02 text of twice the size loses nothing and needs no scrolling sideways', async () => {
  test.setTimeout(400_000);
  await walkScreens({
    async visit(screen, { app, page }) {
      await sizeWindow({ app }, 1280, 720);
      for (const { name, enlarge } of ways) {
        await enlarge({ app, page }, 2);
        expect.soft(await sidewaysScrollers(page), `${screen}, ${name}`).toEqual([]);
        // Where the page scrolls under the status bar, the bar covers whatever is there just now.
        expect
          .soft(await accessibilityFaults(page, { except: ['target-size'] }), `${screen}, ${name}`)
          .toEqual([]);
        expect.soft(await clippedTexts(page), `cut off: ${screen}, ${name}`).toEqual([]);
        expect.soft(await barStaysOnTop(page), `status bar: ${screen}, ${name}`).toBe(true);
        await enlarge({ app, page }, 1);
      }
    },
  });
});

function zoom({ app }: Window, factor: number): Promise<unknown> {
  return app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(size),
    factor,
  );
}

/** Words of buttons, headings and labels that their own box cuts off. */
function clippedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('dialog[open]') ?? document.body;
    return [...root.querySelectorAll<HTMLElement>('button, h1, h2, h3, label, legend, th, p, dt, dd, a')]
      .filter((element) => {
        const style = getComputedStyle(element);
        if (element.closest('.ds-sr-only, [role=grid]') || style.position === 'absolute') return false;
        const tooWide = element.scrollWidth > element.clientWidth + 1 && style.overflowX === 'hidden';
        const tooHigh = element.scrollHeight > element.clientHeight + 2 && style.overflowY === 'hidden';
        return element.clientWidth > 0 && (tooWide || tooHigh);
      })
      .map((element) => `${element.tagName.toLowerCase()}: ${element.textContent?.slice(0, 40)}`);
  });
}

/** Nothing is drawn over the status bar, not even the head of a list that is scrolled there. */
function barStaysOnTop(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const bar = document.querySelector('.status-bar');
    const head = document.querySelector('.line-head');
    if (!bar || document.querySelector('dialog[open]')) return true;
    if (head) window.scrollBy(0, head.getBoundingClientRect().top - bar.getBoundingClientRect().top);
    const { left, top, width, height } = bar.getBoundingClientRect();
    const points = [0.1, 0.5, 0.9].flatMap((part) =>
      [2, height / 2].map((down) => [left + width * part, top + down]),
    );
    return points.every(([x = 0, y = 0]) => document.elementFromPoint(x, y)?.closest('.status-bar'));
  });
}
