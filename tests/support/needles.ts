import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret as it may lie on a disk, by the name of the writing; base64 wherever in a longer text it begins. */
export function waysToWrite(secret: Buffer): Record<string, Buffer[]> {
  const hex = secret.toString('hex');
  const base64 = [0, 1, 2].map((offset) => base64Inside(secret, offset));
  return {
    raw: [secret],
    'hex, small': [Buffer.from(hex)],
    'hex, large': [Buffer.from(hex.toUpperCase())],
    base64: base64.map((text) => Buffer.from(text)),
    base64url: base64.map((text) => Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_'))),
    'hex in UTF-16': [Buffer.from(hex, 'utf16le')],
  };
}

/** "secret as writing in file" for each that is found below the folders. */
export function findNeedles(folders: string[], secrets: Record<string, Buffer>): string[] {
  const wanted = Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries(waysToWrite(secret)).map(([way, forms]) => ({ label: `${name} as ${way}`, forms })),
  );
  return filesBelow(folders).flatMap((file) => {
    const content = readFileSync(file);
    const found = wanted.filter(({ forms }) => forms.some((form) => content.includes(form)));
    return found.map(({ label }) => `${label} in ${file}`);
  });
}

export function filesBelow(folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

/** What stands in the base64 of anything that holds the bytes so far from a group's beginning. */
function base64Inside(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const whole = Math.floor((offset + bytes.length) / 3) * 4;
  return encoded.slice(offset === 0 ? 0 : 4, whole);
}
