import type { ChartName } from '../../shared/contracts/overview';
import type { Person } from '../../shared/contracts/sync-api';
import { readOverview } from '../figures/read-overview';
import type { Workspace } from '../ipc/calls';
import type { Context } from '../registrations/context';
import { type ReportPorts, saveReport } from '../report/save-report';

export type OverviewPorts = Omit<ReportPorts, 'files'> & {
  /** The organisation's, `#rrggbb`. */
  colour: string;
  /** Which charts the person wants as tables. */
  tables(): ChartName[];
  keepTables(names: ChartName[]): void;
};

export function overviewCalls(
  { database, now, today }: Context,
  { orgName: organisation }: Person,
  ports: OverviewPorts & ReportPorts,
): Workspace['overview'] {
  return {
    read: (request) => readOverview(database, request, today()),
    tables: () => ports.tables(),
    setTables({ names }) {
      ports.keepTables(names);
      return {};
    },
    saveReport: (request) =>
      saveReport({ database, organisation, colour: ports.colour, now }, request, ports),
  };
}
