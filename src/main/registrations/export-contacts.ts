import type { ExportResult } from '../../shared/contracts/activity-list';
import type { Contact } from '../../shared/contracts/contact';
import type { SessionFormat } from '../../shared/contracts/sessions';
import type { CellValue } from '../../shared/rules/csv-cell';
import { isoDay } from '../../shared/rules/format-time';
import type { Speech, WordKey } from '../../shared/rules/words';
import { type FilePorts, saveFile } from '../files/save-file';
import { csvHeading, csvRows, type Table } from '../files/table';
import { writeWorkbook } from '../files/write-workbook';
import type { Context } from './context';
import { listContacts, type PersonLine } from './people';
import { readReference } from './read-reference';

type Column = {
  key: WordKey;
  wide?: true;
  value(line: PersonLine<Contact>, speech: Speech): CellValue;
};

/** Where people stand under their names, how they are reached stands beside them. */
const named: Column[] = [
  { key: 'trail_field.displayName', wide: true, value: ({ pseudonym }) => pseudonym },
  { key: 'trail_field.phone', value: ({ phone }) => phone ?? null },
  { key: 'trail_field.email', wide: true, value: ({ email }) => email ?? null },
];
const anonymous: Column[] = [
  { key: 'trail_field.pseudonym', wide: true, value: ({ pseudonym }) => pseudonym },
];
const others: Column[] = [
  {
    key: 'trail_field.relation',
    value: ({ relation }, { wordFor }) => wordFor('list_relation', relation),
  },
  { key: 'trail_field.ageBand', value: ({ ageBand }, { wordFor }) => wordFor('list_age', ageBand) },
  {
    key: 'trail_field.consentState',
    value: ({ consentState }, { wordFor }) => wordFor('list_consent', consentState),
  },
  { key: 'trail_field.unitId', wide: true, value: ({ unitName }) => unitName },
  { key: 'list.state', value: ({ state }, { wordFor }) => wordFor('list_state', state) },
];

/** Lines read at a time, as many as the list shows at most. */
const slice = 500;

/** Writes the people met that a search finds, all of them without one, to a file that the person chooses. */
export async function exportContacts(
  context: Context,
  { search, format }: { search?: string | undefined; format: SessionFormat },
  ports: FilePorts,
): Promise<ExportResult> {
  const speech = ports.speech();
  const name = `feltbok-${speech.say('list.people_file')}-${isoDay(context.now())}.${format}`;
  const saved = await saveFile(ports, name, async (write) => {
    const table = contactTable(context, search, speech);
    if (format === 'csv') await write(`${csvHeading(table.columns, speech)}${csvRows(table.rows, speech)}`);
    else await write(await writeWorkbook([table]));
    return table.rows.length;
  });
  return saved.kind === 'saved' ? { kind: 'saved', rows: saved.value } : saved;
}

function contactTable(context: Context, search: string | undefined, speech: Speech): Table {
  const isNamed = readReference(context).contactIdentity === 'named';
  const columns = [...(isNamed ? named : anonymous), ...others];
  return {
    heading: speech.say('list.people_file'),
    columns: columns.map(({ key, wide = false }) => ({ label: speech.say(key), kind: 'text', wide })),
    rows: allContacts(context, search).map((line) => columns.map(({ value }) => value(line, speech))),
  };
}

function allContacts(context: Context, search: string | undefined): PersonLine<Contact>[] {
  const found: PersonLine<Contact>[] = [];
  for (let offset = 0; ; offset += slice) {
    const { total, lines } = listContacts(context, { search, offset, limit: slice });
    found.push(...lines);
    if (lines.length === 0 || found.length >= total) return found;
  }
}
