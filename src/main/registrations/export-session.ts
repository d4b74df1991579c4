import type { SavedFile } from '../../shared/contracts/saved-file';
import type { SessionFormat } from '../../shared/contracts/sessions';
import { isoDay } from '../../shared/rules/format-time';
import { type FilePorts, saveFile } from '../files/save-file';
import { csvHeading, csvRows } from '../files/table';
import { writeWorkbook } from '../files/write-workbook';
import type { Context } from './context';
import { openPastSession } from './list-sessions';
import { registrationTable } from './registration-table';

/** Writes the registrations of a session to a file that the person chooses. */
export async function exportSession(
  context: Context,
  { id, format }: { id: string; format: SessionFormat },
  ports: FilePorts,
): Promise<SavedFile> {
  const speech = ports.speech();
  return saveFile(ports, `feltbok-${isoDay(context.now())}.${format}`, async (write) => {
    const { columns, rowOf } = registrationTable(context, speech);
    const rows = openPastSession(context, id).lines.flatMap((line) => {
      const row = rowOf(line.id);
      return row ? [row] : [];
    });
    if (format === 'csv') return write(`${csvHeading(columns, speech)}${csvRows(rows, speech)}`);
    await write(await writeWorkbook([{ heading: speech.say('report.registrations'), columns, rows }]));
  });
}
