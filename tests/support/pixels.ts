import type { Locator, Page } from '@playwright/test';

/** Where light and ground differ at least so much, WCAG takes it to be seen (1.4.11: 3 to 1). */
const leastContrast = 3;

/** The share of an element's pixels that stand out from its ground, which is taken from its first corner. */
export async function shareOfInk(page: Page, element: Locator): Promise<number> {
  const picture = await element.screenshot();
  const { standOut, all } = await compare(page, picture, null);
  return standOut / all;
}

/** How many pixels of the same place differ clearly between two pictures. */
export async function pixelsChanged(page: Page, before: Buffer, after: Buffer): Promise<number> {
  return (await compare(page, before, after)).standOut;
}

/** Pixels of a picture that stand out from those of the other, or from its own first one. The page reads the pictures. */
function compare(page: Page, picture: Buffer, other: Buffer | null) {
  return page.evaluate(
    async ({ texts, least }) => {
      const read = async (base64: string) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        canvas?.drawImage(bitmap, 0, 0);
        return canvas?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
      };
      const linear = (value = 0) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      };
      // By WCAG 2.
      const light = (data: Uint8ClampedArray, at: number) =>
        0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]);
      const [one = new Uint8ClampedArray(), two] = await Promise.all(texts.map(read));
      const ground = light(one, 0);
      let standOut = 0;
      for (let at = 0; at < one.length; at += 4) {
        const pair = [light(one, at), two ? light(two, at) : ground];
        if ((Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05) >= least) standOut += 1;
      }
      return { standOut, all: one.length / 4 };
    },
    {
      texts: [picture, ...(other ? [other] : [])].map((each) => each.toString('base64')),
      least: leastContrast,
    },
  );
}
