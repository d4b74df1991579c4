import type { Language } from '../../shared/contracts/ipc';
import type { EpochMs } from '../../shared/contracts/primitives';
import { clockTime, dayDate } from '../../shared/rules/format-time';
import { type WordKey, wordOf, words } from '../../shared/rules/words';
import type { ReportFigures, ReportSums } from '../figures/read-report-figures';

/** Hours with up to two decimals; `text` is a word of ours or a name of the organisation's. */
export type ReportColumn = { label: string; kind: 'text' | 'whole' | 'hours' };
export type ReportCell = string | number;
export type ReportTable = {
  heading: string;
  columns: ReportColumn[];
  rows: ReportCell[][];
  /** The line below the others. */
  total: ReportCell[];
};
/** What a report says, whatever it is written as. */
export type Report = {
  language: Language;
  title: string;
  /** What it is of, and by what. */
  facts: [name: string, value: string][];
  /** What is to be known before the figures are used, the most important first. */
  notes: string[];
  tables: ReportTable[];
};

export type ReportMaking = { organisation: string; madeAt: EpochMs; language: Language };

/** The figures in words. */
export function makeReport(figures: ReportFigures, { organisation, madeAt, language }: ReportMaking): Report {
  const say = (key: WordKey, values?: Record<string, string | number>) => words(language, key, values);
  const { period, unitName, rulesVersions, fetched } = figures;
  return {
    language,
    title: say('report.title', { year: period.from.slice(0, 4) }),
    facts: [
      [say('report.organisation'), organisation],
      [say('report.unit'), unitName ?? say('report.all_units')],
      [say('report.period'), `${shownDay(period.from)} – ${shownDay(period.to)}`],
      [say('report.made'), moment(madeAt, language)],
      [say('report.fetched'), fetched.lastAt === null ? '–' : moment(fetched.lastAt, language)],
      [say('report.rules'), rulesVersions.join(', ') || '–'],
    ],
    notes: [
      ...notesOnSending(figures, language),
      ...(fetched.complete ? [] : [say('report.incomplete')]),
      say('report.counts_only'),
    ],
    tables: [categoryTable(figures, language), unitTable(figures, language), reasonTable(figures, language)],
  };
}

function notesOnSending({ unsent, total }: ReportFigures, language: Language): string[] {
  const { registrations, deleted } = unsent;
  if (registrations + deleted === 0)
    return total.registrations > 0 ? [words(language, 'report.all_sent')] : [];
  return [
    ...(registrations > 0 ? [words(language, 'report.unsent', { count: registrations })] : []),
    ...(deleted > 0 ? [words(language, 'report.deleted', { count: deleted })] : []),
  ];
}

function categoryTable({ categories, total }: ReportFigures, language: Language): ReportTable {
  return {
    heading: words(language, 'report.by_category'),
    columns: [text(language, 'report.category'), ...sumColumns(language)],
    rows: categories.map(({ category, ...sums }) => [
      wordOf(language, 'report_category', category),
      ...sumCells(sums),
    ]),
    total: [words(language, 'report.total'), ...sumCells(total)],
  };
}

function unitTable({ unitTypes, total }: ReportFigures, language: Language): ReportTable {
  return {
    heading: words(language, 'report.by_unit'),
    columns: [
      text(language, 'report.unit'),
      text(language, 'report.type'),
      text(language, 'report.category'),
      ...sumColumns(language),
    ],
    rows: unitTypes.map(({ unitName, label, category, ...sums }) => [
      unitName,
      label[language],
      wordOf(language, 'report_category', category),
      ...sumCells(sums),
    ]),
    total: [words(language, 'report.total'), '', '', ...sumCells(total)],
  };
}

function reasonTable({ reasons, total }: ReportFigures, language: Language): ReportTable {
  return {
    heading: words(language, 'report.by_reason'),
    columns: [
      text(language, 'report.reason'),
      text(language, 'report.category'),
      { label: words(language, 'report.registrations'), kind: 'whole' },
    ],
    rows: reasons.map(({ reason, category, registrations }) => [
      wordOf(language, 'report_reason', reason),
      wordOf(language, 'report_category', category),
      registrations,
    ]),
    total: [words(language, 'report.not_counted'), '', total.registrations - total.counted],
  };
}

function text(language: Language, key: WordKey): ReportColumn {
  return { label: words(language, key), kind: 'text' };
}

function sumColumns(language: Language): ReportColumn[] {
  const column = (key: WordKey, kind: ReportColumn['kind']) => ({ label: words(language, key), kind });
  return [
    column('report.registrations', 'whole'),
    column('report.counted', 'whole'),
    column('report.not_counted', 'whole'),
    column('report.hours', 'hours'),
    column('report.counted_hours', 'hours'),
    column('report.participants', 'whole'),
    column('report.mentors', 'whole'),
  ];
}

function sumCells(sums: ReportSums): number[] {
  const { registrations, counted, minutes, countedMinutes, participants, mentors } = sums;
  return [
    registrations,
    counted,
    registrations - counted,
    hours(minutes),
    hours(countedMinutes),
    participants,
    mentors,
  ];
}

function hours(minutes: number): number {
  return Math.round((minutes / 60) * 100) / 100;
}

/** `2026-11-21` as `21.11.2026`. */
function shownDay(day: string): string {
  return day.split('-').reverse().join('.');
}

function moment(atMs: EpochMs, language: Language): string {
  return `${dayDate(atMs)} ${words(language, 'time.at', { time: clockTime(atMs, language) })}`;
}
