import { procedure, workspaceOf } from './procedure';

const { drafts } = procedure;

export const draftsRouter = {
  open: drafts.open.handler(({ context, input }) => workspaceOf(context).drafts.open(input)),
  saveHeader: drafts.saveHeader.handler(({ context, input }) =>
    workspaceOf(context).drafts.saveHeader(input),
  ),
  saveRow: drafts.saveRow.handler(({ context, input }) => workspaceOf(context).drafts.saveRow(input)),
  saveStep: drafts.saveStep.handler(({ context, input }) => workspaceOf(context).drafts.saveStep(input)),
  missing: drafts.missing.handler(({ context, input }) => workspaceOf(context).drafts.missing(input)),
  finish: drafts.finish.handler(({ context, input }) => workspaceOf(context).drafts.finish(input)),
  standing: drafts.standing.handler(({ context, input }) => workspaceOf(context).drafts.standing(input)),
  newId: drafts.newId.handler(({ context, input }) => workspaceOf(context).drafts.newId(input)),
};
