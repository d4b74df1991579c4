import type { ReportRequest } from '../../shared/contracts/overview';
import type { SavedFile } from '../../shared/contracts/saved-file';
import { assertNever } from '../../shared/rules/assert-never';
import { isoDay } from '../../shared/rules/format-time';
import { words } from '../../shared/rules/words';
import type { Database } from '../database/open-database';
import { readReportFigures } from '../figures/read-report-figures';
import { type FilePorts, saveFile } from '../files/save-file';
import { makeReport, type Report } from './make-report';
import { reportCsv } from './report-csv';
import { type PrintedPage, reportHtml } from './report-html';
import { reportXlsx } from './report-xlsx';

/** The page as PDF. */
type Print = (page: PrintedPage) => Promise<Uint8Array>;
export type ReportPorts = { files: FilePorts; print: Print };
export type ReportOf = { database: Database; organisation: string; now(): number };

/** Writes what is on this device as a report to a file that the person chooses. */
export async function saveReport(
  { database, organisation, now }: ReportOf,
  request: ReportRequest,
  { files, print }: ReportPorts,
): Promise<SavedFile> {
  const language = files.language();
  const { format, year } = request;
  return saveFile(files, `${words(language, 'report.file', { year })}.${format}`, async (write) => {
    const madeAt = now();
    const figures = readReportFigures(database, request, isoDay(madeAt));
    const report = makeReport(figures, { organisation, madeAt, language });
    await write(await contentOf(report, format, print));
  });
}

async function contentOf(
  report: Report,
  format: ReportRequest['format'],
  print: Print,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'csv':
      return reportCsv(report);
    case 'xlsx':
      return reportXlsx(report);
    case 'pdf':
      return print(reportHtml(report));
    default:
      return assertNever(format);
  }
}
