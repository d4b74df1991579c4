import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExportResult } from '../../shared/contracts/activity-list';
import { isoDay } from '../../shared/rules/format-time';
import type { Speech } from '../../shared/rules/words';
import { type FilePorts, saveFile, type WritePiece } from '../files/save-file';
import { csvHeading, csvRows } from '../files/table';
import type { Context } from './context';
import { registrationTable } from './registration-table';

/** Records written between two turns of the event loop: a few milliseconds of work. */
const slice = 100;

/**
 * Writes the chosen registrations in the order given to a file that the person chooses. What has gone meanwhile is left
 * out, and not counted.
 */
export async function exportActivities(
  context: Context,
  ids: string[],
  ports: FilePorts,
): Promise<ExportResult> {
  const speech = ports.speech();
  const name = `feltbok-${speech.say('list.file')}-${isoDay(context.now())}.csv`;
  const saved = await saveFile(ports, name, (write) => writeRows(context, ids, { write, speech }));
  return saved.kind === 'saved' ? { kind: 'saved', rows: saved.value } : saved;
}

async function writeRows(
  context: Context,
  ids: string[],
  { write, speech }: { write: WritePiece; speech: Speech },
): Promise<number> {
  const { columns, rowOf } = registrationTable(context, speech);
  let written = 0;
  await write(csvHeading(columns, speech));
  for (let start = 0; start < ids.length; start += slice) {
    const rows = ids.slice(start, start + slice).flatMap((id) => {
      const row = rowOf(id);
      return row ? [row] : [];
    });
    await write(csvRows(rows, speech));
    written += rows.length;
    await nextTurn();
  }
  return written;
}
