import { closeSync, fdatasync, fsync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type Sqlite from 'better-sqlite3';
import { framesOf, lastSequence, watchQueue } from './queue-changes';
import { type QueueFrame, queueCopyOf, readQueueCopy } from './read-queue-copy';
import { createSealer, deriveFrameKey } from './sealed-frames';

/**
 * A second, append-only and encrypted home of everything that exists only on this computer: unsettled mutations,
 * rows of entry sessions, the device's id. It is for a damaged database, not for a power cut: the database's own
 * commit is the promise, so that the copy is written after it, without waiting for the disk, and may fail.
 */
export type QueueCopyWriter = {
  /** To be called after every commit. Never throws. */
  append(): void;
  /** Writes the copy anew with only what is still open, in slices that hold up nobody. */
  rewrite(): Promise<void>;
  close(): void;
};

type Options = {
  databaseFile: string;
  key: Buffer;
  connection: Sqlite.Database;
  /** Told when writing the copy begins to fail (with the error), and when it works again (null). */
  onProblem: (error: unknown) => void;
};

const restMs = 2000;

/** Whether the copy knows of saved work that the database does not: then the database is of another time. */
export function isAheadOf(connection: Sqlite.Database, databaseFile: string, key: Buffer): boolean {
  const copy = readQueueCopy(databaseFile, key);
  if (copy === null || copy === 'unreadable') return false;
  if (copy.sequence > lastSequence(connection)) return true;
  const registered = connection.prepare('SELECT 1 FROM outbox WHERE record_id = ?');
  const finished = connection.prepare(
    'SELECT 1 FROM draft_sessions WHERE id = ? AND finished_at IS NOT NULL',
  );
  const draft = connection.prepare('SELECT updated_at FROM drafts WHERE id = ?').pluck();
  return [...copy.drafts].some(([id, row]) => {
    const updatedAt = draft.get(id) as number | undefined;
    if (updatedAt !== undefined) return updatedAt < Number(row.updated_at);
    // The database may know more than the copy, never less: a row of a finished session has gone rightly.
    return !registered.get(id) && !finished.get(row.session_id);
  });
}

export function openQueueCopy({ databaseFile, key, connection, onProblem }: Options): QueueCopyWriter {
  const file = queueCopyOf(databaseFile);
  const seal = createSealer(deriveFrameKey(key));
  let descriptor: number | null = null;
  /** The copy that is being written anew; takes every change too, so that it ends as whole as the old one. */
  let next: { descriptor: number; number: number } | null = null;
  let number = 0;
  let failing = false;
  /** What stands in the file is not all that is open. */
  let isIncomplete = true;
  let restTimer: NodeJS.Timeout | null = null;
  let closed = false;

  const select = watchQueue(connection);

  const attempt = (work: () => void) => {
    try {
      work();
      if (failing) onProblem(null);
      failing = false;
    } catch (error) {
      if (!failing) onProblem(error);
      failing = true;
    }
  };
  const writeFrames = (frames: QueueFrame[]) => {
    descriptor ??= openSync(file, 'a', 0o600);
    writeWhole(descriptor, Buffer.concat(frames.map((content) => seal(++number, content))));
    if (next) writeNext(frames);
  };
  const writeNext = (frames: QueueFrame[]) => {
    const target = next;
    if (!target) return;
    const sealed = frames.map((content) => seal(++target.number, content));
    writeWhole(target.descriptor, Buffer.concat(sealed));
  };
  /** A pause in the work is the time to make sure that the copy is on the disk. */
  const syncAtRest = () => {
    restTimer ??= setTimeout(() => descriptor !== null && fdatasync(descriptor, () => {}), restMs).unref();
    restTimer.refresh();
  };
  const beginRewrite = () => {
    next = { descriptor: openSync(`${file}.new`, 'w', 0o600), number: 0 };
    writeNext([...select.device(), ...select.person(), ...select.allDrafts()]);
  };
  /** Copies the next rows of the queue; the sequence to go on from, or null at the end. */
  const rewriteSlice = (after: number): number | null => {
    const rows = select.openAfter(after);
    if (rows.length === 0) return null;
    writeNext(framesOf(rows));
    return Number(rows.at(-1)?.sequence);
  };
  const endRewrite = () => {
    if (!next) return;
    closeSync(next.descriptor);
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
    number = next.number;
    next = null;
    renameSync(`${file}.new`, file);
  };
  const dropRewrite = () => {
    if (next) closeSync(next.descriptor);
    next = null;
    rmSync(`${file}.new`, { force: true });
  };
  const rewriteNow = () => {
    try {
      beginRewrite();
      for (let after: number | null = 0; after !== null; ) after = rewriteSlice(after);
      endRewrite();
      select.forgetChanges();
      isIncomplete = false;
    } catch (error) {
      dropRewrite();
      throw error;
    }
  };
  const rewrite = async () => {
    if (next || closed) return;
    try {
      beginRewrite();
      for (let after: number | null = 0; after !== null; ) {
        await new Promise((resolve) => setImmediate(resolve));
        if (closed) return;
        after = rewriteSlice(after);
      }
      if (next) await promisify(fsync)((next as { descriptor: number }).descriptor);
      if (closed) return;
      endRewrite();
      isIncomplete = false;
    } catch (error) {
      dropRewrite();
      if (!failing) onProblem(error);
      failing = true;
    }
  };

  const begin = () => (select.isShort() ? attempt(rewriteNow) : void rewrite());
  begin();

  return {
    append() {
      if (isIncomplete && !next) return begin();
      attempt(() => {
        const frames = select.changes();
        if (frames.length === 0) return;
        writeFrames(frames);
        select.forgetChanges();
        syncAtRest();
      });
    },
    rewrite,
    close() {
      closed = true;
      if (restTimer) clearTimeout(restTimer);
      dropRewrite();
      if (descriptor !== null) closeSync(descriptor);
      descriptor = null;
    },
  };
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}
