import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files below the folder that hold the text: as UTF-8, as UTF-16, or as base64 of either, wherever in it. */
export function filesWith(folder: string, text: string): string[] {
  const wanted = waysToWrite(text);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = readFileSync(file);
      return wanted.some((way) => content.includes(way));
    });
}

function waysToWrite(text: string): Buffer[] {
  const plain = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  return [...plain, ...plain.flatMap((bytes) => [0, 1, 2].map((offset) => base64Inside(bytes, offset)))];
}

/** What stands in the base64 of anything that holds the bytes so far from a group's beginning. */
function base64Inside(bytes: Buffer, offset: number): Buffer {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const whole = Math.floor((offset + bytes.length) / 3) * 4;
  return Buffer.from(encoded.slice(offset === 0 ? 0 : 4, whole));
}
