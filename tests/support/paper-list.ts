import type { RunningServer } from '../../server/start-server';
import { pickChoice } from '../../src/shared/rules/rank-choices';
import { rankMentors } from '../../src/shared/rules/rank-mentors';
import type { TestReference } from './register';

/** A paper list: mentor, beginning of the type, minutes where they are not the type's usual ones, participants. */
export const paperList: [mentor: number, type: string, minutes: number | null, participants: number][] = [
  [0, 'Hjelp med', null, 1],
  [1, 'Samtale og', 50, 1],
  [2, 'Fast base', null, 6],
  [3, 'Hjelp med', 25, 2],
  [0, 'Samtale og', null, 1],
  [4, 'Hjemmebesøk', 75, 1],
  [1, 'Hjelp med', null, 1],
  [5, 'Telefonsamtale', 15, 1],
  [2, 'Hjelp med', 40, 2],
  [3, 'Samtalegruppe', null, 7],
  [0, 'Fast base', null, 9],
  [1, 'Samtale og', null, 1],
  [4, 'Hjelp med', 35, 1],
  [5, 'Samtale og', 55, 2],
  [2, 'Vaktrunde', null, 4],
  [3, 'Hjelp med', null, 1],
  [0, 'Telefonsamtale', 10, 1],
  [1, 'Hjemmebesøk', null, 2],
  [4, 'Samtale og', 30, 1],
  [5, 'Hjelp med', null, 1],
  [2, 'Samtale og', 65, 1],
  [3, 'Fast base', null, 5],
  [0, 'Hjelp med', 45, 3],
  [1, 'Telefonsamtale', null, 1],
  [4, 'Hjemmebesøk', 90, 2],
  [5, 'Fast base', null, 8],
  [2, 'Hjelp med', null, 1],
  [3, 'Samtale og', 35, 1],
  [0, 'Annen kontakt', null, 1],
  [1, 'Hjelp med', 20, 2],
];

/** A registration, as far as the paper says. */
export type PaperRow = { mentor: string; type: string; duration: number; participants: number; date: string };

/** What is on the paper, in the words of one unit's reference data, and the fewest keys that say it. */
export function readPaper({ reference, unitId }: { reference: TestReference; unitId: string }) {
  function unitMentors() {
    return reference.mentors.filter((mentor) => mentor.active && mentor.homeUnitId === unitId);
  }

  /** The fewest letters that only this mentor fits. */
  function shortestFor(id: string): string {
    const { mentors } = reference;
    const mentor = mentors.find((each) => each.id === id);
    const texts = [mentor?.shortCode ?? '', mentor?.displayName ?? ''].map((text) => text.toLowerCase());
    const fits = texts
      .flatMap((text) => [...text].map((_, index) => text.slice(0, index + 1)))
      .filter((text) => rankMentors(text, { mentors, unitId, recent: [] }).length === 1)
      .sort((a, b) => a.length - b.length);
    return fits[0] ?? mentor?.shortCode ?? '';
  }

  function shortestForType(beginning: string): string {
    const choices = reference.types.map(({ id, label }) => ({ value: id, label: label.nb }));
    const { id, label } = typeOf(beginning);
    const lengths = Array.from({ length: label.nb.length }, (_, index) => index + 1);
    const length = lengths.find((most) => pickChoice(label.nb.slice(0, most), choices)?.value === id);
    return label.nb.slice(0, length).toLowerCase();
  }

  function typeOf(beginning: string) {
    const type = reference.types.find(({ label }) => label.nb.startsWith(beginning));
    if (!type) throw new Error(`There is no type ${beginning}.`);
    return type;
  }

  function rows(): PaperRow[] {
    const mentors = unitMentors();
    return inOrder(
      paperList.map(([mentor, beginning, minutes, participants]) => {
        const type = typeOf(beginning);
        return {
          mentor: mentors[mentor]?.id ?? '',
          type: type.id,
          duration: minutes ?? type.defaultDurationMin ?? 0,
          participants,
          date: day(-1),
        };
      }),
    );
  }

  /** The calendar date so many days from the app's today. */
  function day(offset: number): string {
    const date = new Date(`${reference.today}T12:00:00Z`);
    date.setUTCDate(date.getUTCDate() + offset);
    return date.toISOString().slice(0, 10);
  }

  return { unitMentors, shortestFor, shortestForType, typeOf, rows, day };
}

/** What has reached the server since then. */
export async function registeredSince(server: RunningServer, sinceMs: number): Promise<PaperRow[]> {
  const rows = await server.sql<PaperRow>(
    `SELECT a.mentors -> 0 ->> 'peerMentorId' AS mentor, a.activity_type_id::text AS type, a.duration_min AS duration,
       a.participants_count AS participants, a.occurred_on::text AS date
     FROM activities a JOIN audit_log l ON l.record_id = a.id AND l.action = 'create'
     WHERE l.at >= to_timestamp($1 / 1000.0) AND a.deleted_at IS NULL`,
    [sinceMs],
  );
  return inOrder(rows);
}

export function inOrder(rows: PaperRow[]): PaperRow[] {
  const key = (row: PaperRow) => [row.mentor, row.type, row.duration, row.participants].join();
  return rows.map((row) => ({ ...row })).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
