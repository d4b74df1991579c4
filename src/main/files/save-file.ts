import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { UnsavedFile } from '../../shared/contracts/saved-file';
import type { Speech } from '../../shared/rules/words';
import { syncFolder } from './sync-folder';
import { whyNotSaved } from './why-not-saved';

export type FilePorts = {
  /** Asks the person where a file of this name should go; null when she thinks better of it. */
  chooseFile(name: string): Promise<string | null>;
  /** The words that the file is written in. */
  speech(): Speech;
};

/** Takes the next piece of a file; it is on its way to the disk when the promise is kept. */
export type WritePiece = (piece: string | Uint8Array) => Promise<void>;
export type Saved<Value> = { kind: 'saved'; value: Value } | UnsavedFile;
type Chooser = Pick<FilePorts, 'chooseFile'>;

/**
 * Writes a file that the person chooses, step by step. It appears under its name when all of it is on the disk, or not
 * at all: a file that stood there before is untouched until then, also when the steps are not asked for to the end.
 * What the disk refuses is an answer; anything else that goes wrong in `write` is thrown.
 */
export async function* saveInSteps<Step, Value>(
  { chooseFile }: Chooser,
  name: string,
  write: (piece: WritePiece) => AsyncGenerator<Step, Value>,
): AsyncGenerator<Step, Saved<Value>> {
  const path = await chooseFile(name);
  if (path === null) return { kind: 'cancelled' };
  // A name of its own: two that are written at once to one place do not mix.
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    const value = yield* writeWhole(part, write);
    await rename(part, path);
    await syncFolder(dirname(path));
    return { kind: 'saved', value };
  } catch (error) {
    const why = whyNotSaved(error);
    if (why === null) throw error;
    return { kind: 'failed', why };
  } finally {
    await rm(part, { force: true }).catch(() => {});
  }
}

/** The same in one step. */
export async function saveFile<Value>(
  chooser: Chooser,
  name: string,
  write: (piece: WritePiece) => Promise<Value>,
): Promise<Saved<Value>> {
  const steps = saveInSteps(chooser, name, (piece) => inOneStep(write(piece)));
  const last = await steps.next();
  return last.value;
}

// biome-ignore lint/correctness/useYield: it has no step but the last
async function* inOneStep<Value>(written: Promise<Value>): AsyncGenerator<never, Value> {
  return await written;
}

async function* writeWhole<Step, Value>(
  part: string,
  write: (piece: WritePiece) => AsyncGenerator<Step, Value>,
): AsyncGenerator<Step, Value> {
  const handle = await open(part, 'wx', 0o600);
  try {
    // Not `write`, which may take a part of the piece only and say so in a number.
    const value = yield* write((piece) => handle.appendFile(piece));
    await handle.sync();
    return value;
  } finally {
    await handle.close();
  }
}
