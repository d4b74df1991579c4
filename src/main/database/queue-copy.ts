import { closeSync, fdatasync, fsync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type Sqlite from 'better-sqlite3';
import { type QueueFrame, queueCopyOf, type RawRow, readQueueCopy } from './read-queue-copy';
import { deriveFrameKey, sealFrame } from './sealed-frames';

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

const open = `('pending', 'in_flight', 'parked')`;
/** What a person ends herself; everything else is closed by the server's word. */
const endedByPerson = (outcome: unknown) =>
  outcome !== 'applied' && outcome !== 'merged' && outcome !== 'conflict';
/** Reading and sealing this many rows takes about 2 ms. */
const sliceRows = 100;
/** A short queue is copied at once when the database is opened. */
const shortQueue = 500;
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
  const frameKey = deriveFrameKey(key);
  let descriptor: number | null = null;
  /** The copy that is being written anew; takes every change too, so that it ends as whole as the old one. */
  let next: { descriptor: number; number: number } | null = null;
  let number = 0;
  let failing = false;
  /** What stands in the file is not all that is open. */
  let isIncomplete = true;
  let restTimer: NodeJS.Timeout | null = null;
  let closed = false;

  watchChanges(connection);
  const select = statementsFor(connection);

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
    writeWhole(descriptor, Buffer.concat(frames.map((content) => sealFrame(frameKey, ++number, content))));
    if (next) writeNext(frames);
  };
  const writeNext = (frames: QueueFrame[]) => {
    const target = next;
    if (!target) return;
    const sealed = frames.map((content) => sealFrame(frameKey, ++target.number, content));
    writeWhole(target.descriptor, Buffer.concat(sealed));
  };
  /** A pause in the work is the time to make sure that the copy is on the disk. */
  const syncAtRest = () => {
    if (restTimer) clearTimeout(restTimer);
    restTimer = setTimeout(() => descriptor !== null && fdatasync(descriptor, () => {}), restMs).unref();
  };
  const beginRewrite = () => {
    next = { descriptor: openSync(`${file}.new`, 'w', 0o600), number: 0 };
    writeNext([...select.device(), ...select.person(), ...select.allDrafts()]);
  };
  /** Copies the next rows of the queue; the sequence to go on from, or null at the end. */
  const rewriteSlice = (after: number): number | null => {
    const rows = select.openAfter(after);
    if (rows.length === 0) return null;
    writeNext(rows.map((row) => ({ kind: 'mutation', row })));
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

/**
 * Notes which rows a transaction touches, in memory and for this connection only; what is rolled back is
 * forgotten with it. Turns within the queue (claimed, released, parked) do not matter to a copy; those out of it and
 * into it write an outcome or the time of settling, so that a trigger on every claim is spared.
 */
function watchChanges(connection: Sqlite.Database): void {
  const note = (kind: string, id: string) => `INSERT INTO queue_changes VALUES ('${kind}', ${id});`;
  const trigger = (name: string, when: string, body: string) =>
    `CREATE TEMP TRIGGER queue_${name} AFTER ${when} BEGIN ${body} END;`;
  connection.exec(
    [
      'CREATE TEMP TABLE queue_changes (kind TEXT NOT NULL, id NOT NULL);',
      trigger('new_mutation', 'INSERT ON main.outbox', note('outbox', 'NEW.sequence')),
      trigger(
        'turned_mutation',
        `UPDATE OF outcome, settled_at, payload, operation, id ON main.outbox WHEN (OLD.state IN ${open}) <> (NEW.state IN ${open})
          OR OLD.payload IS NOT NEW.payload OR OLD.operation IS NOT NEW.operation OR OLD.id IS NOT NEW.id`,
        note('outbox', 'NEW.sequence'),
      ),
      trigger('old_mutation', 'DELETE ON main.outbox', note('outbox', 'OLD.sequence')),
      ...(['drafts', 'draft_sessions'] as const).flatMap((table) => [
        trigger(`new_${table}`, `INSERT ON main.${table}`, note(table, 'NEW.id')),
        trigger(`turned_${table}`, `UPDATE ON main.${table}`, note(table, 'NEW.id')),
        trigger(`old_${table}`, `DELETE ON main.${table}`, note(table, 'OLD.id')),
      ]),
      trigger('session', 'INSERT ON main.session', note('session', '1')),
      trigger('device', 'INSERT ON main.sync_state', note('device', '1')),
    ].join('\n'),
  );
}

function lastSequence(connection: Sqlite.Database): number {
  return Number(
    connection.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'outbox'`).pluck().get() ?? 0,
  );
}

function statementsFor(connection: Sqlite.Database) {
  const changed = connection.prepare('SELECT DISTINCT kind, id FROM temp.queue_changes ORDER BY kind, id');
  const forget = connection.prepare('DELETE FROM temp.queue_changes');
  const changedOpen = connection.prepare(
    `SELECT * FROM outbox WHERE sequence IN (SELECT id FROM temp.queue_changes WHERE kind = 'outbox')
       AND +state IN ${open} ORDER BY sequence`,
  );
  const changedShut = connection.prepare(
    `SELECT DISTINCT c.id AS sequence, o.outcome FROM temp.queue_changes c LEFT JOIN outbox o ON o.sequence = c.id
     WHERE c.kind = 'outbox' AND (o.state IN ${open}) IS NOT TRUE ORDER BY c.id`,
  );
  const openRows = connection.prepare(
    `SELECT * FROM outbox WHERE state IN ${open} AND sequence > ? ORDER BY sequence LIMIT ${sliceRows}`,
  );
  const manyOpen = connection.prepare(
    `SELECT 1 FROM outbox WHERE state IN ${open} LIMIT 1 OFFSET ${shortQueue}`,
  );
  const byId = {
    drafts: connection.prepare('SELECT * FROM drafts WHERE id = ?'),
    draft_sessions: connection.prepare('SELECT * FROM draft_sessions WHERE id = ?'),
  };
  const allOf = {
    drafts: connection.prepare('SELECT * FROM drafts'),
    draft_sessions: connection.prepare('SELECT * FROM draft_sessions'),
  };
  const deviceId = connection.prepare('SELECT device_id FROM sync_state').pluck();
  const personText = connection.prepare('SELECT person FROM session').pluck();

  const device = (): QueueFrame[] => {
    const id = deviceId.get() as string | undefined;
    return id ? [{ kind: 'device', deviceId: id, sequence: lastSequence(connection) }] : [];
  };
  const person = (): QueueFrame[] => [{ kind: 'session', person: (personText.get() as string) ?? null }];
  const draftFrame = (table: 'drafts' | 'draft_sessions', row: RawRow): QueueFrame =>
    table === 'drafts' ? { kind: 'draft', row } : { kind: 'draft_session', row };
  const entryFrames = (table: 'drafts' | 'draft_sessions', ids: string[]): QueueFrame[] => {
    const rows = ids.map((id) => byId[table].get(id) as RawRow | undefined);
    const gone = ids.filter((_id, index) => !rows[index]);
    return [
      ...rows.flatMap((row) => (row ? [draftFrame(table, row)] : [])),
      ...(gone.length > 0 ? [{ kind: 'gone' as const, table, ids: gone }] : []),
    ];
  };
  const mutationFrames = (): QueueFrame[] => {
    const shut = changedShut.all() as { sequence: number; outcome: string | null }[];
    const ended = shut.filter(({ outcome }) => endedByPerson(outcome));
    const settled = shut.filter(({ outcome }) => !endedByPerson(outcome));
    const numbers = (some: typeof shut) => some.map(({ sequence }) => sequence);
    return [
      ...(changedOpen.all() as RawRow[]).map((row) => ({ kind: 'mutation' as const, row })),
      ...(shut.length > 0
        ? [{ kind: 'closed' as const, settled: numbers(settled), ended: numbers(ended) }]
        : []),
    ];
  };
  return {
    device,
    person,
    isShort: () => manyOpen.get() === undefined,
    openAfter: (after: number) => openRows.all(after) as RawRow[],
    allDrafts: () =>
      (['draft_sessions', 'drafts'] as const).flatMap((table) =>
        (allOf[table].all() as RawRow[]).map((row) => draftFrame(table, row)),
      ),
    changes(): QueueFrame[] {
      const rows = changed.all() as { kind: string; id: string | number }[];
      if (rows.length === 0) return [];
      const ids = (kind: string) => rows.filter((row) => row.kind === kind).map(({ id }) => id);
      return [
        ...(ids('device').length > 0 ? device() : []),
        ...(ids('session').length > 0 ? person() : []),
        ...(ids('outbox').length > 0 ? mutationFrames() : []),
        ...entryFrames('draft_sessions', ids('draft_sessions').map(String)),
        ...entryFrames('drafts', ids('drafts').map(String)),
      ];
    },
    forgetChanges: () => forget.run(),
  };
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}
