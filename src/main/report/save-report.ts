import type { ReportRequest } from '../../shared/contracts/overview';
import type { SavedFile } from '../../shared/contracts/saved-file';
import { assertNever } from '../../shared/rules/assert-never';
import { isoDay } from '../../shared/rules/format-time';
import type { Speech } from '../../shared/rules/words';
import type { Database } from '../database/open-database';
import { readReportFigures } from '../figures/read-report-figures';
import { type FilePorts, saveFile } from '../files/save-file';
import { writeWorkbook } from '../files/write-workbook';
import { makeReport, type Report } from './make-report';
import { reportCsv } from './report-csv';
import { type PrintedPage, reportHtml } from './report-html';

/** The page as PDF. */
type Print = (page: PrintedPage) => Promise<Uint8Array>;
export type ReportPorts = { files: FilePorts; print: Print };
export type ReportOf = {
  database: Database;
  organisation: string;
  /** The organisation's, `#rrggbb`. */
  colour: string;
  now(): number;
};

/** Writes what is on this device as a report to a file that the person chooses. */
export async function saveReport(
  { database, organisation, colour, now }: ReportOf,
  request: ReportRequest,
  { files, print }: ReportPorts,
): Promise<SavedFile> {
  const speech = files.speech();
  const { format, year } = request;
  return saveFile(files, `${speech.say('report.file', { year })}.${format}`, async (write) => {
    const madeAt = now();
    const figures = readReportFigures(database, request, isoDay(madeAt));
    const report = makeReport(figures, { organisation, madeAt, speech });
    await write(await contentOf(report, format, { print, speech, colour }));
  });
}

async function contentOf(
  report: Report,
  format: ReportRequest['format'],
  { print, speech, colour }: { print: Print; speech: Speech; colour: string },
): Promise<string | Uint8Array> {
  switch (format) {
    case 'csv':
      return reportCsv(report, speech);
    case 'xlsx':
      return writeWorkbook(report.tables, report);
    case 'pdf':
      return print(reportHtml(report, { speech, colour }));
    default:
      return assertNever(format);
  }
}
