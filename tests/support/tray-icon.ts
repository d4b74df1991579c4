import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { inflateSync } from 'node:zlib';
import { writePng } from '../../resources/icons/write-png.mjs';

/** A square picture as the session bus carries it: opacity, red, green and blue of each pixel. */
export type IconPixels = { width: number; argb: Buffer };

/** Reads a file of `make-icons.mjs`: 8 bits a channel, its lines not filtered. */
export function readTrayIcon(name: string, width: number): IconPixels {
  const file = readFileSync(resolve(import.meta.dirname, `../../resources/icons/tray/${name}-${width}.png`));
  const start = file.indexOf('IDAT') + 4;
  const rows = inflateSync(file.subarray(start, start + file.readUInt32BE(start - 8)));
  const argb = Buffer.alloc(width * width * 4);
  for (let pixel = 0; pixel < width * width; pixel++) {
    const at = Math.floor(pixel / width) * (width * 4 + 1) + 1 + (pixel % width) * 4;
    const [red = 0, green = 0, blue = 0, opacity = 0] = rows.subarray(at, at + 4);
    argb.set([opacity, red, green, blue], pixel * 4);
  }
  return { width, argb };
}

/** How many pixels differ; all of them when the sizes do. Colours behind half-transparent edges are the desktop's business. */
export function differentPixels(found: IconPixels | undefined, expected: IconPixels): number {
  if (found?.width !== expected.width) return expected.argb.length / 4;
  let different = 0;
  for (let at = 0; at < expected.argb.length; at += 4) {
    const opaque = found.argb[at] === 255 && expected.argb[at] === 255;
    const sameColour = !opaque || found.argb.readUInt32BE(at) === expected.argb.readUInt32BE(at);
    if (found.argb[at] !== expected.argb[at] || !sameColour) different += 1;
  }
  return different;
}

export const panels = { light: [246, 246, 246], dark: [36, 36, 40] } as const;

/** The icon as it looks on a panel of that colour, with some of the panel around it, as a PNG file. */
export function onPanel({ width, argb }: IconPixels, panel: readonly number[]): Buffer {
  const margin = 6;
  return writePng(width + 2 * margin, (x, y) => {
    const [column, row] = [x - margin, y - margin];
    const isInside = column >= 0 && row >= 0 && column < width && row < width;
    const at = (row * width + column) * 4;
    const [opacity = 0, ...colour] = isInside ? argb.subarray(at, at + 4) : [];
    const over = panel.map((below, channel) => below + ((colour[channel] ?? 0) - below) * (opacity / 255));
    return [...over.map(Math.round), 255];
  });
}
