import { existsSync } from 'node:fs';
import { writeWhole } from './write-whole';

/** Writes a file that must not be there yet, whole or not at all, and durably. */
export function writeOnce(file: string, content: string): void {
  if (existsSync(file)) throw new Error('The file is there already.');
  writeWhole(file, content);
}
