import { open, rename, rm } from 'node:fs/promises';
import type { Language } from '../../shared/contracts/ipc';
import type { ReportRequest, ReportResult } from '../../shared/contracts/overview';
import { assertNever } from '../../shared/rules/assert-never';
import { isoDay } from '../../shared/rules/format-time';
import { words } from '../../shared/rules/words';
import type { Database } from '../database/open-database';
import { readReportFigures } from '../figures/read-report-figures';
import { makeReport, type Report } from './make-report';
import { reportCsv } from './report-csv';
import { type PrintedPage, reportHtml } from './report-html';
import { reportXlsx } from './report-xlsx';

export type ReportPorts = {
  /** Asks the person where a file of this name should go; null when she thinks better of it. */
  chooseFile(name: string): Promise<string | null>;
  /** The page as PDF. */
  print(page: PrintedPage): Promise<Uint8Array>;
  language(): Language;
};
export type ReportOf = { database: Database; organisation: string; now(): number };

/**
 * Writes what is on this device as a report to a file that the person chooses. The file appears under its name when
 * it is complete, or not at all.
 */
export async function saveReport(
  { database, organisation, now }: ReportOf,
  request: ReportRequest,
  ports: ReportPorts,
): Promise<ReportResult> {
  const language = ports.language();
  const { format, year } = request;
  const path = await ports.chooseFile(`${words(language, 'report.file', { year })}.${format}`);
  if (path === null) return { kind: 'cancelled' };
  const part = `${path}.part`;
  try {
    const madeAt = now();
    const figures = readReportFigures(database, request, isoDay(madeAt));
    const report = makeReport(figures, { organisation, madeAt, language });
    await writeDurably(part, await contentOf(report, format, ports));
    await rename(part, path);
    return { kind: 'saved' };
  } catch {
    await rm(part, { force: true }).catch(() => {});
    return { kind: 'failed' };
  }
}

async function contentOf(
  report: Report,
  format: ReportRequest['format'],
  { print }: ReportPorts,
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

async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
