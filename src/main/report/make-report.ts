import type { EpochMs } from '../../shared/contracts/primitives';
import { clockTime, dayDate } from '../../shared/rules/format-time';
import type { Speech, WordKey } from '../../shared/rules/words';
import type { ReportFigures, ReportSums } from '../figures/read-report-figures';
import type { Table, TableColumn } from '../files/table';

/** What a report says, whatever it is written as. */
export type Report = {
  title: string;
  /** What it is of, and by what. */
  facts: [name: string, value: string][];
  /** Whose it is, when it was made and whether it may change, for the foot of every page. */
  foot: string;
  /** Not everything is sent, or not everything is here. */
  isPreliminary: boolean;
  /** What is to be known before the figures are used, the most important first. */
  notes: string[];
  /** The figures that are asked for first. */
  summary: { label: string; value: number }[];
  tables: Table[];
};

export type ReportMaking = { organisation: string; madeAt: EpochMs; speech: Speech };

/** The figures in words: the organisation's own for its people, the funder's for what the grant is given for. */
export function makeReport(figures: ReportFigures, { organisation, madeAt, speech }: ReportMaking): Report {
  const { say } = speech;
  const { period, unitName, rulesVersions, fetched, unsent, total } = figures;
  const title = say('report.title', { year: period.from.slice(0, 4) });
  const made = moment(madeAt, speech);
  const isPreliminary = unsent.registrations + unsent.deleted > 0 || !fetched.complete;
  return {
    title,
    foot: [organisation, title, made, ...(isPreliminary ? [say('report.preliminary')] : [])].join(' · '),
    isPreliminary,
    facts: [
      [say('report.organisation'), organisation],
      [say('report.unit'), unitName ?? say('report.all_units')],
      [say('report.period'), `${shownDay(period.from)} – ${shownDay(period.to)}`],
      [say('report.made'), made],
      [say('report.fetched'), fetched.lastAt === null ? '–' : moment(fetched.lastAt, speech)],
      [say('report.rules'), rulesVersions.join(', ') || '–'],
    ],
    notes: [
      ...notesOnSending(figures, speech),
      ...(fetched.complete ? [] : [say('report.incomplete')]),
      say('report.counts_only'),
    ],
    summary: [
      { label: say('report.registrations'), value: total.registrations },
      { label: say('report.counted'), value: total.counted },
      { label: say('report.counted_hours'), value: Math.round(total.countedMinutes / 60) },
      { label: say('report.participants'), value: total.participants },
      { label: say('report.mentors'), value: total.mentors },
    ],
    tables: [
      categoryTable(figures, speech),
      ...(figures.reasons.length > 0 ? [reasonTable(figures, speech)] : []),
      monthTable(figures, speech),
      unitTable(figures, speech),
    ],
  };
}

function notesOnSending({ unsent, total }: ReportFigures, { say }: Speech): string[] {
  const { registrations, deleted } = unsent;
  if (registrations + deleted === 0) return total.registrations > 0 ? [say('report.all_sent')] : [];
  return [
    ...(registrations > 0 ? [say('report.unsent', { count: registrations })] : []),
    ...(deleted > 0 ? [say('report.deleted', { count: deleted })] : []),
  ];
}

function categoryTable({ categories, total }: ReportFigures, speech: Speech): Table {
  return {
    heading: speech.say('report.by_category'),
    columns: [text(speech, 'report.category', true), ...sumColumns(speech)],
    rows: categories.map(({ category, ...sums }) => [
      speech.wordFor('report_category', category),
      ...sumCells(sums),
    ]),
    total: [speech.say('report.total'), ...sumCells(total)],
  };
}

function monthTable({ months, total, unsent }: ReportFigures, speech: Speech): Table {
  return {
    heading: speech.say('report.by_month'),
    columns: [text(speech, 'report.month'), ...sumColumns(speech), number(speech, 'report.not_sent')],
    rows: months.map(({ month, unsent: notSent, ...sums }) => [
      monthName(month, speech),
      ...sumCells(sums),
      notSent,
    ]),
    total: [speech.say('report.total'), ...sumCells(total), unsent.registrations],
  };
}

function unitTable({ unitTypes, total }: ReportFigures, speech: Speech): Table {
  return {
    heading: speech.say('report.by_unit'),
    columns: [
      text(speech, 'report.unit', true),
      text(speech, 'report.type', true),
      text(speech, 'report.category', true),
      ...sumColumns(speech),
    ],
    rows: unitTypes.map(({ unitName, label, category, ...sums }) => [
      unitName,
      label[speech.language],
      speech.wordFor('report_category', category),
      ...sumCells(sums),
    ]),
    total: [speech.say('report.total'), '', '', ...sumCells(total)],
  };
}

function reasonTable({ reasons, total }: ReportFigures, speech: Speech): Table {
  return {
    heading: speech.say('report.by_reason'),
    columns: [
      text(speech, 'report.reason', true),
      text(speech, 'report.category', true),
      number(speech, 'report.registrations'),
    ],
    rows: reasons.map(({ reason, category, registrations }) => [
      speech.wordFor('report_reason', reason),
      speech.wordFor('report_category', category),
      registrations,
    ]),
    total: [speech.say('report.not_counted'), '', total.registrations - total.counted],
  };
}

function text({ say }: Speech, key: WordKey, wide = false): TableColumn {
  return { label: say(key), kind: 'text', wide };
}

function number({ say }: Speech, key: WordKey, kind: TableColumn['kind'] = 'whole'): TableColumn {
  return { label: say(key), kind };
}

function sumColumns(speech: Speech): TableColumn[] {
  return [
    number(speech, 'report.registrations'),
    number(speech, 'report.counted'),
    number(speech, 'report.not_counted'),
    number(speech, 'report.hours', 'tenths'),
    number(speech, 'report.counted_hours', 'tenths'),
    number(speech, 'report.participants'),
    number(speech, 'report.mentors'),
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

function moment(atMs: EpochMs, { language, say }: Speech): string {
  return `${dayDate(atMs)} ${say('time.at', { time: clockTime(atMs, language) })}`;
}

/** `november`, with a capital: it stands alone at the head of a line. */
function monthName(month: number, { language }: Speech): string {
  // The months have the same names in both kinds of Norwegian, and Electron knows those of one alone.
  const locale = language === 'en' ? 'en-GB' : 'nb-NO';
  const name = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2000, month - 1),
  );
  return `${name.charAt(0).toLocaleUpperCase(locale)}${name.slice(1)}`;
}
