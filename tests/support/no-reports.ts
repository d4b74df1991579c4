import type { OverviewPorts } from '../../src/main/boot/overview-calls';

/** For computers on which nobody saves a report. There is no printer without Electron: what would be printed is written. */
export const noReports: OverviewPorts = {
  colour: '#00627a',
  print: async ({ html }) => Buffer.from(html),
  tables: () => [],
  keepTables() {},
};
