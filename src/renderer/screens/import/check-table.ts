import type { MeetingAsked } from '../../../shared/contracts/drafts';
import type { ImportTable } from '../../../shared/rules/find-header';
import { type ImportedRow, readTable } from '../../../shared/rules/read-table';
import { makeRecogniser } from '../../../shared/rules/recognise-cell';
import { makeKnowName, splitMentors } from '../../../shared/rules/split-mentors';
import { makeSessionReader } from '../batch/read-session';
import { blankRow, type GridRow } from '../batch/session-state';
import type { Surroundings } from './import-asks';
import type { Mapping } from './mapping';

/** Lines between two looks at whether the check is still wanted. */
const linesAtOnce = 250;

/** The lines of a table as rows of the session, each read once. */
export type CheckedTable = {
  rows: readonly { imported: ImportedRow; row: GridRow }[];
  leftOut: number;
  reader: ReturnType<typeof makeSessionReader>;
  days: readonly MeetingAsked[];
};

type ToCheck = {
  table: ImportTable;
  mapping: Mapping;
  at: Surroundings;
  /** Told how many lines are done; whether it is to go on. */
  goOn: (done: number) => Promise<boolean>;
};

/** Null when it is not wanted any longer. */
export async function checkTable({ table, mapping, at, goOn }: ToCheck): Promise<CheckedTable | null> {
  const { headerLine, firstLine, headings, columns } = mapping;
  const { reference, header } = at;
  const recognise = makeRecogniser({ ...reference, unitId: header.unitId });
  const know = makeKnowName(recognise, reference.mentors);
  const reader = makeSessionReader(header, reference);
  const rows: { imported: ImportedRow; row: GridRow }[] = [];
  const days = new Map<string, MeetingAsked>();
  let leftOut = 0;
  for (let start = firstLine; start < table.length; start += linesAtOnce) {
    if (!(await goOn(start - firstLine))) return null;
    const part = readTable(
      {
        table: table.slice(0, start + linesAtOnce),
        header: { line: headerLine, firstLine: start, headings },
        columns,
      },
      recognise,
    );
    const added = part.rows.map((line) => rowOf({ ...line, cells: splitMentors(line.cells, know) }));
    for (const day of reader.daysOf(added.map(({ row }) => row))) days.set(`${day.mentorId} ${day.day}`, day);
    rows.push(...added);
    leftOut += part.leftOut;
  }
  return { rows, leftOut, reader, days: [...days.values()] };
}

/** Ids sort by when rows were made, and lines were made from the top. */
function rowOf(imported: ImportedRow): { imported: ImportedRow; row: GridRow } {
  const id = `line-${String(imported.line).padStart(7, '0')}`;
  return { imported, row: { ...blankRow(id, imported.line), cells: imported.cells } };
}
