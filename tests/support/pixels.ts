import type { Locator, Page } from '@playwright/test';

/** A picture of a place in the page, read by the page itself: four numbers for each pixel. */
export async function readPixels(page: Page, png: Buffer): Promise<number[]> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!canvas) throw new Error('There is no canvas.');
    canvas.drawImage(bitmap, 0, 0);
    return [...canvas.getImageData(0, 0, bitmap.width, bitmap.height).data];
  }, png.toString('base64'));
}

/** The share of an element's pixels that stand out from its ground by at least 3 to 1, as WCAG asks of what must be seen. */
export async function shareOfInk(page: Page, element: Locator): Promise<number> {
  const pixels = await readPixels(page, await element.screenshot());
  const lights = Array.from({ length: pixels.length / 4 }, (_, index) =>
    luminance(pixels.slice(index * 4, index * 4 + 3)),
  );
  const [ground = 0] = lights;
  return lights.filter((light) => contrast(light, ground) >= 3).length / lights.length;
}

/** How many pixels of the same place differ clearly between two pictures. */
export async function pixelsChanged(page: Page, before: Buffer, after: Buffer): Promise<number> {
  const [first, second] = [await readPixels(page, before), await readPixels(page, after)];
  if (first.length !== second.length) return Math.max(first.length, second.length) / 4;
  let changed = 0;
  for (let at = 0; at < first.length; at += 4) {
    const light = (pixels: number[]) => luminance(pixels.slice(at, at + 3));
    if (contrast(light(first), light(second)) >= 3) changed += 1;
  }
  return changed;
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** By WCAG 2. */
function luminance([red = 0, green = 0, blue = 0]: number[]): number {
  const linear = (value: number) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
