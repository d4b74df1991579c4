import type { RunningServer } from '../../server/start-server';
import type { TypedRow } from './type-rows';

export type PlannedRow = {
  /** What is typed. */
  typed: TypedRow;
  /** What the server should hold in the end: the mentor's id and the minutes. */
  expected: TypedRow;
  /** What is typed into the wrong cell afterwards; null for a row that is right at once. */
  mend: string | null;
};

/** Rows by short codes, three of them wrong: minutes that are no number, a mentor nobody knows, minutes beyond a day. */
export async function planRows(
  server: RunningServer,
  count: number,
  wrongFrom: number,
): Promise<PlannedRow[]> {
  const mentors = await server.sql<{ id: string; short_code: string }>(
    `SELECT p.id, p.short_code FROM peer_mentors p JOIN user_units u ON u.org_id = p.org_id AND u.unit_id = p.unit_id
     JOIN users s ON s.id = u.user_id WHERE s.email = 'kari.demo@feltbok.example' AND p.active AND p.deleted_at IS NULL ORDER BY p.short_code`,
  );
  return Array.from({ length: count }, (_, index) => {
    const mentor = mentors[index % mentors.length];
    if (!mentor) throw new Error('The demo data have no mentors.');
    const duration = String(45 + index);
    const expected = { mentor: mentor.id, duration };
    const typed = { mentor: mentor.short_code, duration };
    if (index === wrongFrom) return { typed: { ...typed, duration: '9x' }, expected, mend: duration };
    if (index === wrongFrom + 1)
      return { typed: { ...typed, mentor: 'Xyzzy' }, expected, mend: mentor.short_code };
    if (index === wrongFrom + 2) return { typed: { ...typed, duration: '9999' }, expected, mend: duration };
    return { typed, expected, mend: null };
  });
}
