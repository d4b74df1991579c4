import { procedure, workspaceOf } from './procedure';

const { handover } = procedure;

export const handoverRouter = {
  export: handover.export.handler(({ context }) => workspaceOf(context).handover.export()),
  choose: handover.choose.handler(({ context, input }) => workspaceOf(context).handover.choose(input)),
  take: handover.take.handler(({ context, input }) => workspaceOf(context).handover.take(input)),
};
