import type { TrailRequest } from '../../shared/contracts/ipc';
import { byteOrderMark, type CellValue, csvLine } from '../../shared/rules/csv-cell';
import type { Speech } from '../../shared/rules/words';
import type { StoredLine } from '../audit/read-lines';
import type { Verdict } from '../audit/verify-trail';

/** A line as it is handed out: field names only, as the trail holds it. */
export type TrailLine = StoredLine & { who: string; sent: boolean | null };

/** What stands above the lines. */
export type TrailHeading = {
  /** Epoch ms. */
  madeAt: number;
  /** Whose lines; null for everybody's. */
  who: string | null;
  request: TrailRequest;
  verdict: Verdict;
};

/** The text of a file, piece by piece. */
export type TrailFile = {
  begin(heading: TrailHeading): string;
  line(line: TrailLine): string;
  end(): string;
};

const oslo = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** For Norwegian Excel: a byte order mark, semicolons, and words instead of codes. */
export function csvFile({ language, say, wordFor }: Speech): TrailFile {
  const line = (cells: CellValue[]) => csvLine(cells, language);
  const columns = ['number', 'time', 'who', 'what', 'kind', 'record', 'fields', 'sent', 'hash'] as const;
  return {
    begin: ({ madeAt, who, request, verdict }) =>
      [
        `${byteOrderMark}${line([say('trail.title'), oslo.format(madeAt)])}`,
        line([say('trail.period'), `${request.from ?? '…'} – ${request.to ?? '…'}`]),
        line([say('trail.who'), who ?? say('trail.everybody')]),
        line([say('trail.check'), checkText({ say }, verdict)]),
        ...(verdict.kind === 'whole' ? [line([say('trail.head'), verdict.head.hash])] : []),
        '\r\n',
        line(columns.map((column) => say(`trail.${column}` as const))),
      ].join(''),
    line: ({ number, at, who, action, entity, recordId, fields, sent, hash }) =>
      line([
        number,
        oslo.format(at),
        who,
        wordFor('trail_action', action),
        wordFor('trail_entity', entity),
        recordId,
        fields.map((field) => wordFor('trail_field', field)).join(', '),
        sent === null ? '' : say(sent ? 'trail.yes' : 'trail.no'),
        hash ?? '',
      ]),
    end: () => '',
  };
}

/** For programs: codes as they are stored, times in epoch ms. */
export function jsonFile(): TrailFile {
  let first = true;
  return {
    begin: (heading) => `${JSON.stringify(heading).slice(0, -1)},"lines":[`,
    line: (line) => {
      const text = `${first ? '' : ','}\n${JSON.stringify(line)}`;
      first = false;
      return text;
    },
    end: () => '\n]}\n',
  };
}

function checkText({ say }: Pick<Speech, 'say'>, verdict: Verdict): string {
  switch (verdict.kind) {
    case 'whole':
      return say('trail.whole', { lines: verdict.lines });
    case 'broken':
      return say('trail.broken', { line: verdict.firstBad });
    case 'not_as_kept':
      return say('trail.not_as_kept', { line: verdict.firstBad });
  }
}
