import type { Page } from '@playwright/test';

/** Whatever is drawn in red, a line each: letters, grounds, edges and icons, by computed colour. */
export function redParts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    function isRed(colour: string): boolean {
      if (!canvas) return false;
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, opacity = 0] = canvas.getImageData(0, 0, 1, 1).data;
      // Amber has more than half as much green as red.
      const most = Math.max(green, blue);
      return opacity > 0 && red - most > 60 && most < red * 0.55;
    }
    const sides = ['Top', 'Right', 'Bottom', 'Left'] as const;
    return [...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0) return [];
      const style = getComputedStyle(element);
      const seen = [style.color, style.backgroundColor];
      for (const side of sides)
        if (Number.parseFloat(style[`border${side}Width`]) > 0) seen.push(style[`border${side}Color`]);
      const red = seen.find(isRed);
      return red ? [`${element.tagName.toLowerCase()}.${element.className}: ${red}`] : [];
    });
  });
}
