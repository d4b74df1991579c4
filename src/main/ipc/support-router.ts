import { procedure } from './procedure';

const { support } = procedure;

export const supportRouter = {
  saveDiagnostics: support.saveDiagnostics.handler(({ context, input }) =>
    context.rooms.support.saveDiagnostics(input),
  ),
};
