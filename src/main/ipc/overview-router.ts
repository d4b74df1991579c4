import { procedure, workspaceOf } from './procedure';

const { overview } = procedure;

export const overviewRouter = {
  read: overview.read.handler(({ context, input }) => workspaceOf(context).overview.read(input)),
  tables: overview.tables.handler(({ context, input }) => workspaceOf(context).overview.tables(input)),
  setTables: overview.setTables.handler(({ context, input }) =>
    workspaceOf(context).overview.setTables(input),
  ),
  saveReport: overview.saveReport.handler(({ context, input }) =>
    workspaceOf(context).overview.saveReport(input),
  ),
};
