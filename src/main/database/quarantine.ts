import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { queueCopyOf } from './read-queue-copy';
import { syncFolder } from './sync-folder';

/** Where the new database is filled. */
export const rescuingOf = (file: string) => `${file}.rescuing`;
/** Where it stands when it is complete, until it takes the damaged one's place. */
const rescuedOf = (file: string) => `${file}.rescued`;
/** Damaged files are kept here, a folder for each rescue, named by its time. */
export const quarantineOf = (file: string) => join(dirname(file), 'damaged');

/**
 * Moves a damaged database and its log aside and puts the filled one, closed by now, in its place. The damaged
 * database goes first: from then on the new one is all there is, and `finishMoving` ends what a crash cuts short.
 */
export function replaceDamaged(file: string, nowMs: number): void {
  const folder = join(quarantineOf(file), String(nowMs));
  mkdirSync(folder, { recursive: true });
  const copy = queueCopyOf(file);
  if (existsSync(copy)) copyFileSync(copy, join(folder, basename(copy)));
  renameSync(rescuingOf(file), rescuedOf(file));
  syncFolder(dirname(file));
  moveInto(folder, file);
  finishMoving(file);
}

/** Ends or undoes a rescue that was cut short; nothing when there was none. */
export function finishMoving(file: string): void {
  const rescued = rescuedOf(file);
  for (const part of partsOf(rescuingOf(file))) rmSync(part, { force: true });
  if (!existsSync(rescued)) return;
  if (existsSync(file)) {
    // Complete, but never put to use: the damaged one is still here and is rescued anew.
    rmSync(rescued);
    return;
  }
  const folder = newestQuarantine(file);
  for (const log of partsOf(file).filter((part) => part !== file)) moveInto(folder, log);
  renameSync(rescued, file);
  syncFolder(dirname(file));
}

/** Forgets damaged files put aside before `beforeMs`. Call only when everything that was rescued has been sent. */
export function pruneQuarantine(file: string, beforeMs: number): number {
  const folder = quarantineOf(file);
  if (!existsSync(folder)) return 0;
  const old = readdirSync(folder).filter((name) => Number(name) < beforeMs);
  for (const name of old) rmSync(join(folder, name), { recursive: true, force: true });
  return old.length;
}

const partsOf = (file: string) => [file, `${file}-wal`, `${file}-shm`, `${file}-journal`];

function moveInto(folder: string, file: string): void {
  if (!existsSync(file)) return;
  renameSync(file, join(folder, basename(file)));
  syncFolder(dirname(file));
}

function newestQuarantine(file: string): string {
  const folder = quarantineOf(file);
  mkdirSync(folder, { recursive: true });
  const [newest] = readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort((one, other) => Number(other) - Number(one));
  return join(folder, newest ?? '.');
}
