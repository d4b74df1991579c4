import type Sqlite from 'better-sqlite3';
import type { QueueFrame, RawRow } from './read-queue-copy';

const open = `('pending', 'in_flight', 'parked')`;
/** What a person ends herself; everything else is closed by the server's word. */
const endedByPerson = (outcome: unknown) =>
  outcome !== 'applied' && outcome !== 'merged' && outcome !== 'conflict';
/** Reading and sealing this many rows takes about 2 ms. */
const sliceRows = 100;
/** A short queue is copied at once when the database is opened. */
const shortQueue = 500;
/** A damaged block of the disk (4 KiB) costs about as many; sealing each alone costs more than reading and writing it. */
const frameRows = 4;

/** What the copy of the queue reads from the database; from now on it is told what each transaction changes. */
export function watchQueue(connection: Sqlite.Database) {
  watchChanges(connection);
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
  const mutationFrames = (changes: number): QueueFrame[] => {
    const open = changedOpen.all() as RawRow[];
    const shut =
      open.length === changes ? [] : (changedShut.all() as { sequence: number; outcome: string | null }[]);
    const ended = shut.filter(({ outcome }) => endedByPerson(outcome));
    const settled = shut.filter(({ outcome }) => !endedByPerson(outcome));
    const numbers = (some: typeof shut) => some.map(({ sequence }) => sequence);
    return [
      ...framesOf(open),
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
        ...(ids('outbox').length > 0 ? mutationFrames(ids('outbox').length) : []),
        ...entryFrames('draft_sessions', ids('draft_sessions').map(String)),
        ...entryFrames('drafts', ids('drafts').map(String)),
      ];
    },
    forgetChanges: () => forget.run(),
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

/** The highest sequence that was ever given to a mutation. */
export function lastSequence(connection: Sqlite.Database): number {
  return Number(
    connection.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'outbox'`).pluck().get() ?? 0,
  );
}

/** Some rows to a frame. */
export function framesOf(rows: RawRow[]): QueueFrame[] {
  return Array.from({ length: Math.ceil(rows.length / frameRows) }, (_, index) => ({
    kind: 'mutations' as const,
    rows: rows.slice(index * frameRows, (index + 1) * frameRows),
  }));
}
