import type { Page } from '@playwright/test';

/**
 * What can be pressed and is smaller than so many CSS px, a line each. Words within a sentence may be (WCAG 2.5.8), and
 * a box whose label is large enough is as large as its label.
 */
export function smallTargets(page: Page, leastPx: number): Promise<string[]> {
  return page.evaluate((least) => {
    const root = document.querySelector('dialog[open]') ?? document.body;
    const pressed = 'a[href], button, input, select, textarea, summary, [role=tab], [role=option]';
    return [...root.querySelectorAll<HTMLElement>(pressed)].flatMap((element) => {
      const own = element.getBoundingClientRect();
      const hidden =
        own.width <= 1 || element.closest('[hidden], .ds-sr-only, .ds-skip-link, [aria-hidden=true]');
      const withinText = getComputedStyle(element).display === 'inline' && element.closest('p, li, dd');
      if (hidden || withinText) return [];
      const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
      const boxes = [own, ...labels.map((label) => label.getBoundingClientRect())];
      const [width, height] = [
        Math.max(...boxes.map((box) => box.width)),
        Math.max(...boxes.map((box) => box.height)),
      ];
      const isLarge = width >= least - 0.5 && height >= least - 0.5;
      const what = `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.slice(0, 30)}"`;
      return isLarge ? [] : [`${what}: ${Math.round(width)} × ${Math.round(height)}`];
    });
  }, leastPx);
}

/** What has the focus, when nothing at least 2 px thick shows it. */
export function thinFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'nothing has the focus';
    const shows = (each: Element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      const ring = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      const spread = [...boxShadow.matchAll(/(?:^|\) )(?:-?[\d.]+px ){3}([\d.]+)px/g)];
      return ring || spread.some(([, px]) => Number(px) >= 2);
    };
    const around = [element, element.parentElement, ...element.querySelectorAll('*')];
    if (around.some((each) => each && shows(each))) return null;
    return `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.slice(0, 30)}"`;
  });
}

/** What has the focus, when it is outside the window or something else is drawn over all of it (WCAG 2.4.11). */
export function hiddenFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'nothing has the focus';
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const between = (from: number, to: number, part: number) => from + (to - from) * part;
    const seen = [0.1, 0.5, 0.9].some((across) =>
      [0.2, 0.5, 0.8].some((down) => {
        const at = document.elementFromPoint(between(left, right, across), between(top, bottom, down));
        return at !== null && (element.contains(at) || at.contains(element));
      }),
    );
    if (seen) return null;
    return `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.slice(0, 30)}"`;
  });
}
