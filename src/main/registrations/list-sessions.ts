import type { ActivityLine } from '../../shared/contracts/ipc';
import type { Localised } from '../../shared/contracts/primitives';
import type { OpenedSession, PastSession } from '../../shared/contracts/sessions';
import { timeOfId } from '../../shared/rules/make-id';
import type { Database } from '../database/open-database';
import type { Context } from './context';
import { stateSql } from './record-state';
import { stayingOf, undoableOf } from './undo-session';

type Row = Omit<PastSession, 'at'> & { finishedAt: number | null };

const waiting = `EXISTS (SELECT 1 FROM outbox o WHERE o.record_id = a.id AND o.state IN ('pending', 'in_flight'))`;
const needsFixing = `(EXISTS (SELECT 1 FROM outbox o WHERE o.record_id = a.id AND o.state = 'parked')
  OR EXISTS (SELECT 1 FROM conflicts c WHERE c.record_id = a.id AND c.state = 'open'))`;
const sessionSql = (where: string) => `
  SELECT a.batch_id AS id, s.finished_at AS finishedAt, coalesce(u.name, '') AS unitName, count(*) AS rows,
    sum(a.duration_min) AS minutes, sum(a.countable) AS counts, min(a.occurred_on) AS "from", max(a.occurred_on) AS "to",
    sum(${waiting}) AS waiting, sum(${needsFixing}) AS needsFixing
  FROM activities a LEFT JOIN draft_sessions s ON s.id = a.batch_id LEFT JOIN org_units u ON u.id = a.unit_id
  WHERE ${where} GROUP BY a.batch_id ORDER BY a.batch_id DESC`;

/** A page of the sessions from which something is registered, newest first: their ids grow with time. */
export function listSessions(
  { database }: Context,
  page: { offset: number; limit: number },
): { total: number; lines: PastSession[] } {
  const { total } = database
    .prepare('SELECT count(DISTINCT batch_id) AS total FROM activities WHERE batch_id IS NOT NULL')
    .get() as { total: number };
  const rows = database
    .prepare(`${sessionSql('a.batch_id IS NOT NULL')} LIMIT @limit OFFSET @offset`)
    .all(page) as Row[];
  return { total, lines: rows.map(toSession) };
}

export function openPastSession(context: Context, id: string): OpenedSession {
  const { database } = context;
  const row = database.prepare(sessionSql('a.batch_id = @id')).get({ id }) as Row | undefined;
  const { undoable, unsent, refused } = undoableOf(context, id);
  const lines = linesOf(database, id);
  const staying = stayingOf(context, id, lines.length - undoable);
  return { session: row ? toSession(row) : null, lines, undoable, unsent, refused, staying };
}

function toSession({ finishedAt, ...row }: Row): PastSession {
  return { ...row, at: finishedAt ?? timeOfId(row.id) };
}

type LineRow = Omit<ActivityLine, 'typeLabel' | 'mentorNames' | 'countable'> & {
  typeLabel: string | null;
  mentorNames: string;
  countable: number;
};
const unknownType: Localised = { nb: '–', nn: '–', en: '–' };

/** The registrations of a session in the order they were entered. */
function linesOf(database: Database, id: string): ActivityLine[] {
  const rows = database
    .prepare(
      `SELECT a.id, a.occurred_on AS occurredOn, t.label AS typeLabel, coalesce(u.name, '') AS unitName,
         a.duration_min AS durationMin, a.participants_count AS participantsCount, a.countable,
         (SELECT json_group_array(p.display_name ORDER BY m.role = 'with', p.display_name) FROM activity_mentors m
          JOIN peer_mentors p ON p.id = m.peer_mentor_id WHERE m.activity_id = a.id) AS mentorNames,
         ${stateSql('activities', 'a')} AS state
       FROM activities a LEFT JOIN activity_types t ON t.id = a.activity_type_id LEFT JOIN org_units u ON u.id = a.unit_id
       WHERE a.batch_id = @id ORDER BY a.number`,
    )
    .all({ id }) as LineRow[];
  return rows.map((row) => ({
    ...row,
    typeLabel: row.typeLabel ? (JSON.parse(row.typeLabel) as Localised) : unknownType,
    mentorNames: JSON.parse(row.mentorNames) as string[],
    countable: row.countable === 1,
  }));
}
