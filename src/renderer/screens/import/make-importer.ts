import type { StandingMeeting } from '../../../shared/contracts/drafts';
import type { ImportTable } from '../../../shared/rules/find-header';
import { requiredCells } from '../../../shared/rules/next-cell';
import { checkTable } from './check-table';
import type { Answer, Input, Progress, Surroundings, Way } from './import-asks';
import type { ImportSource } from './import-source';
import { type Mapping, suggestMapping } from './mapping';
import { outcomeOf, takenOf, type Work } from './outcome-of';
import { readFile } from './read-file';
import { readText } from './read-text';

/** Lines in which somebody may say that the headings stand. */
const offeredLines = 15;
/** Letters by which a line is known again. */
const lettersOfLine = 60;

type Wiring = {
  /** Lets in what was asked meanwhile. */
  rest: () => Promise<void>;
};

/**
 * Holds a table that was read, checks it as rows of a session, and answers for it. Of two checks the newer stands, and
 * ends the older. What is shown and taken is what was checked last.
 */
export function makeImporter({ rest }: Wiring) {
  let sheets: ImportSource['sheets'] = [];
  let checks = 0;
  let work: Work | null = null;
  let registered: readonly StandingMeeting[] = [];

  async function read(from: Input<'read'>): Promise<Answer<'read'>> {
    const reading = from instanceof File ? await readFile(from) : readText('', from.text, from.separator);
    if (reading.kind !== 'read') return reading;
    sheets = reading.source.sheets;
    return { kind: 'read', sheets: sheets.map(({ name }) => name) };
  }

  async function check(
    { way, at }: Input<'check'>,
    tell: (progress: Progress) => void,
  ): Promise<Answer<'check'>> {
    checks += 1;
    const mine = checks;
    const table = sheets[way.sheet]?.table ?? [];
    const mapping = mappingFor(way, table, at);
    const goOn = async (done: number) => {
      tell({ done, of: table.length - mapping.firstLine });
      await rest();
      return mine === checks;
    };
    const checked = await checkTable({ table, mapping, at, goOn });
    if (!checked) return null;
    work = { ...checked, table, all: [...at.standing, ...checked.rows.map(({ row }) => row)] };
    registered = [];
    return {
      sheet: way.sheet,
      mapping,
      lines: table.slice(0, Math.max(offeredLines, (mapping.headerLine ?? 0) + 1)).map(lineText),
      used: usedColumns(mapping, table),
      days: checked.days,
      leftOut: checked.leftOut,
      missing: missingCells(mapping, at),
    };
  }

  function compare(meetings: Input<'compare'>): Answer<'compare'> {
    registered = meetings;
    return null;
  }

  return {
    read,
    check,
    compare,
    show: (choice: Input<'show'>): Answer<'show'> => outcomeOf(work, registered, choice),
    take: ({ without }: Input<'take'>): Answer<'take'> =>
      takenOf(work, registered, without).map(({ row }) => row.cells),
  };
}

function mappingFor(way: Way, table: ImportTable, { reference, header, labels }: Surroundings): Mapping {
  if (way.kind === 'mapped') return way.mapping;
  const at = { ...reference, unitId: header.unitId };
  return suggestMapping(table, labels, way.kind === 'headings' ? { at, line: way.line } : { at });
}

function lineText(texts: readonly string[]): string {
  return texts
    .filter((text) => text.trim())
    .join(' · ')
    .slice(0, lettersOfLine);
}

function usedColumns({ headings }: Mapping, table: ImportTable): number[] {
  return headings.flatMap((heading, index) =>
    heading !== '' || table.some((line) => line[index]?.trim()) ? [index] : [],
  );
}

function missingCells({ columns }: Mapping, { header }: Surroundings) {
  const filled = new Set(columns.map((column) => (column === 'hours' ? 'duration' : column)));
  return requiredCells.filter(
    (cell) => cell !== 'duration' && !filled.has(cell) && !header.values[cell]?.trim(),
  );
}
