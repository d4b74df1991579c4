import { Heading, Switch, Table } from '@digdir/designsystemet-react';
import { lazy, type ReactNode, Suspense, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sums } from '../../../shared/contracts/overview';
import type { BarOf } from './overview-charts';
import { useNumbers } from './use-numbers';
import { Wide } from './wide';

// The library of charts is large; the start does not wait for it.
const StandingBars = lazy(() =>
  import('./overview-charts').then((charts) => ({ default: charts.StandingBars })),
);
const LyingBars = lazy(() => import('./overview-charts').then((charts) => ({ default: charts.LyingBars })));

export type ChartLine = Sums & { key: string; name: string; longName: string };
type ChartPartProps = {
  heading: string;
  /** What the first column of the table names. */
  of: string;
  /** What the chart shows, in a sentence. */
  summary: string;
  direction: 'standing' | 'lying';
  lines: ChartLine[];
  total: Sums;
  /** Null until it is known. */
  asTable: boolean | null;
  onTable(asTable: boolean): void;
};

/** Registrations by something, those that count apart from those that do not: as a chart, or as a table. */
export function ChartPart({
  heading,
  summary,
  direction,
  lines,
  total,
  asTable,
  onTable,
  of,
}: ChartPartProps) {
  const { t } = useTranslation('overview');
  const { whole } = useNumbers();
  const id = useId();
  const bars = lines.map(
    ({ name, registrations, counted }): BarOf => ({
      name,
      counted,
      notCounted: registrations - counted,
      label: labelOf(registrations, counted),
    }),
  );
  function labelOf(registrations: number, counted: number): string {
    if (registrations === 0) return '';
    if (direction === 'standing' || counted === registrations) return whole(registrations);
    return t('chart.of', { all: whole(registrations), counted: whole(counted) });
  }
  const Bars = direction === 'standing' ? StandingBars : LyingBars;
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <Heading level={2} data-size="xs" id={id}>
          {heading}
        </Heading>
        <Switch
          data-size="sm"
          label={
            <>
              {t('chart.as_table')}
              <span className="ds-sr-only"> ({heading})</span>
            </>
          }
          checked={asTable === true}
          onChange={(event) => onTable(event.target.checked)}
        />
      </div>
      {asTable === true && <SumsTable lines={lines} total={total} of={of} labelledBy={id} />}
      {asTable === false && (
        <>
          <Legend total={total} />
          <div
            role="img"
            className="chart"
            data-direction={direction}
            style={sizeOf(lines)}
            aria-label={summary}
          >
            <Suspense fallback={null}>
              <Bars bars={bars} />
            </Suspense>
          </div>
        </>
      )}
    </section>
  );
}

function sizeOf(lines: readonly unknown[]) {
  return { '--bars': lines.length } as Record<string, number>;
}

function Legend({ total }: { total: Sums }) {
  const { t } = useTranslation('overview');
  const { whole } = useNumbers();
  const entries: [kind: string, text: ReactNode][] = [
    ['counted', t('chart.counted', { number: whole(total.counted) })],
    ['not-counted', t('chart.not_counted', { number: whole(total.registrations - total.counted) })],
  ];
  return (
    <ul className="legend">
      {entries.map(([kind, text]) => (
        <li key={kind}>
          <span className="swatch" data-kind={kind} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}

type SumsTableProps = { lines: ChartLine[]; total: Sums; of: string; labelledBy: string };

function SumsTable({ lines, total, of, labelledBy }: SumsTableProps) {
  const { t } = useTranslation('overview');
  const { whole, exactHours } = useNumbers();
  const cells = ({ registrations, counted, minutes, participants }: Sums) => [
    whole(registrations),
    whole(counted),
    whole(registrations - counted),
    exactHours(minutes),
    whole(participants),
  ];
  const columns = ['registrations', 'counted', 'not_counted', 'hours', 'participants'] as const;
  const line = (name: string, key: string, sums: Sums) => (
    <Table.Row key={key} className={key === totalKey ? 'total' : undefined}>
      <Table.HeaderCell scope="row">{name}</Table.HeaderCell>
      {cells(sums).map((cell, index) => (
        <Table.Cell key={columns[index]} className="number">
          {cell}
        </Table.Cell>
      ))}
    </Table.Row>
  );
  return (
    <Wide labelledBy={labelledBy}>
      <Table data-color="neutral" data-size="sm" aria-labelledby={labelledBy} className="sums">
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{of}</Table.HeaderCell>
            {columns.map((column) => (
              <Table.HeaderCell key={column} scope="col" className="number">
                {t(`column.${column}`)}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {lines.map(({ key, longName, ...sums }) => line(longName, key, sums))}
          {line(t('column.total'), totalKey, total)}
        </Table.Body>
      </Table>
    </Wide>
  );
}

const totalKey = 'total';
