import { procedure, workspaceOf } from './procedure';

const { reference } = procedure;

export const referenceRouter = {
  read: reference.read.handler(({ context, input }) => workspaceOf(context).reference.read(input)),
};
