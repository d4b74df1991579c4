import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { CellKey, Cells, DraftSession, SessionHeader } from '../../shared/contracts/drafts';
import type { SaveResult } from '../../shared/contracts/ipc';
import type { Orm } from '../database/open-database';
import { readRecord } from '../database/records';
import { draftSessions, drafts, orgUnits, peerMentors } from '../database/schema';
import { type Context, saving } from './context';
import { readSteps } from './draft-steps';

/** `bootedAt`: when the app started (epoch ms); a session older than that was left unfinished. */
export function openSession(context: Context, bootedAt: number): DraftSession {
  const { database } = context;
  const session = database.query(openQuery).get() ?? newSession(context);
  const rows = database.query(rowsQuery).all({ sessionId: session.id });
  return {
    id: session.id,
    header: session.header,
    rows: rows.map(({ sessionId: _session, removedAt: _removed, ...row }) => row),
    focus: session.focus as DraftSession['focus'],
    ...readSteps(database, session.id),
    openedAt: session.openedAt,
    updatedAt: session.updatedAt,
    recovered: rows.length > 0 && session.updatedAt < bootedAt,
  };
}

export function saveHeader(context: Context, sessionId: string, header: SessionHeader): SaveResult {
  return saving(() => {
    const { changes } = context.database.write(() =>
      context.database.orm
        .update(draftSessions)
        .set({ header, updatedAt: context.now() })
        .where(eq(draftSessions.id, sessionId))
        .run(),
    );
    return changes === 0 ? { kind: 'not_found' } : undefined;
  });
}

export type RowToSave = {
  sessionId: string;
  rowId: string;
  position: number;
  origin: 'roster' | 'free';
  cells: Cells;
  /** The cell that is being left or typed in, to come back to. */
  focus: CellKey | null;
};

/** Durable when it answers: the row as it stands, and where the person was. */
export function saveRow(
  context: Context,
  { sessionId, rowId, position, origin, cells, focus }: RowToSave,
): SaveResult {
  return saving(() => {
    const { database } = context;
    const updatedAt = context.now();
    const result = database.write(() => {
      // A save that comes late must not turn a row that has become a registration into a draft again.
      if (readRecord(database, 'activities', rowId)) return { kind: 'not_found' } as const;
      const known = focus
        ? database.query(focusQuery).run({ sessionId, updatedAt, focus: { rowId, cell: focus } })
        : database.query(touchQuery).run({ sessionId, updatedAt });
      if (known.changes === 0) return { kind: 'not_found' } as const;
      database.query(rowQuery).run({ id: rowId, sessionId, position, origin, cells, updatedAt });
      return undefined;
    });
    if (!result) context.onSaved(['drafts']);
    return result;
  });
}

/** The unit of the last session, or the one most mentors belong to, so that the header is right more often than not. */
function newSession({ database, now, newId }: Context) {
  const last = database.orm
    .select({ header: draftSessions.header })
    .from(draftSessions)
    .orderBy(desc(draftSessions.openedAt))
    .get();
  const busiest = database.orm
    .select({ id: peerMentors.homeUnitId })
    .from(peerMentors)
    .groupBy(peerMentors.homeUnitId)
    .orderBy(desc(sql`count(*)`))
    .get();
  const anyUnit = database.orm
    .select({ id: orgUnits.id })
    .from(orgUnits)
    .where(eq(orgUnits.kind, 'local'))
    .get();
  const unitId = last?.header.unitId ?? busiest?.id ?? anyUnit?.id ?? newId();
  const at = now();
  return database.write(() =>
    database.orm
      .insert(draftSessions)
      .values({
        id: newId(),
        header: { unitId, ...pinnedOf(last?.header) },
        openedAt: at,
        updatedAt: at,
      })
      .returning()
      .get(),
  );
}

/** Pinned values go on to the next session; the date does not: a date that nobody chose is a wrong date. */
function pinnedOf(header: SessionHeader | undefined): Pick<SessionHeader, 'values' | 'pinned'> {
  const pinned = header?.pinned ?? [];
  const kept = Object.entries(header?.values ?? {}).filter(
    ([cell]) => cell !== 'date' && pinned.some((pin) => pin === cell),
  );
  return { pinned, values: Object.fromEntries(kept) };
}

// Prepared once: every row is saved before the next one is typed.
const given = sql.placeholder;
const openQuery = (orm: Orm) =>
  orm
    .select()
    .from(draftSessions)
    .where(isNull(draftSessions.finishedAt))
    .orderBy(desc(draftSessions.updatedAt))
    .prepare();
const rowsQuery = (orm: Orm) =>
  orm
    .select()
    .from(drafts)
    .where(and(eq(drafts.sessionId, given('sessionId')), isNull(drafts.removedAt)))
    .orderBy(asc(drafts.position))
    .prepare();
const stillOpen = and(eq(draftSessions.id, given('sessionId')), isNull(draftSessions.finishedAt));
export const touchQuery = (orm: Orm) =>
  orm
    .update(draftSessions)
    .set({ updatedAt: sql`${given('updatedAt')}` })
    .where(stillOpen)
    .prepare();
export const focusQuery = (orm: Orm) =>
  orm
    .update(draftSessions)
    .set({
      updatedAt: sql`${given('updatedAt')}`,
      focus: sql`${sql.param(given('focus'), draftSessions.focus)}`,
    })
    .where(stillOpen)
    .prepare();
const rowQuery = (orm: Orm) =>
  orm
    .insert(drafts)
    .values({
      id: given('id'),
      sessionId: given('sessionId'),
      position: given('position'),
      origin: given('origin'),
      cells: given('cells'),
      updatedAt: given('updatedAt'),
    })
    .onConflictDoUpdate({
      target: drafts.id,
      // What the server said holds for what it was said about: a row that was changed begins anew.
      set: {
        position: sql`excluded.position`,
        origin: sql`excluded.origin`,
        cells: sql`excluded.cells`,
        updatedAt: sql`excluded.updated_at`,
        removedAt: null,
        serverProblem: sql`CASE WHEN ${drafts.cells} = excluded.cells THEN ${drafts.serverProblem} END`,
      },
      setWhere: sql`${drafts.sessionId} = excluded.session_id`,
    })
    .prepare();
