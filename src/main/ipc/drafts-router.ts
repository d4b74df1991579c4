import { procedure, workspaceOf } from './procedure';

const { drafts } = procedure;

export const draftsRouter = {
  open: drafts.open.handler(({ context, input }) => workspaceOf(context).drafts.open(input)),
  saveHeader: drafts.saveHeader.handler(({ context, input }) =>
    workspaceOf(context).drafts.saveHeader(input),
  ),
  saveRow: drafts.saveRow.handler(({ context, input }) => workspaceOf(context).drafts.saveRow(input)),
  removeRow: drafts.removeRow.handler(({ context, input }) => workspaceOf(context).drafts.removeRow(input)),
  restoreRow: drafts.restoreRow.handler(({ context, input }) =>
    workspaceOf(context).drafts.restoreRow(input),
  ),
  finish: drafts.finish.handler(({ context, input }) => workspaceOf(context).drafts.finish(input)),
  newId: drafts.newId.handler(({ context, input }) => workspaceOf(context).drafts.newId(input)),
};
