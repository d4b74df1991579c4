import { procedure, workspaceOf } from './procedure';

const { sessions } = procedure;

export const sessionsRouter = {
  list: sessions.list.handler(({ context, input }) => workspaceOf(context).sessions.list(input)),
  open: sessions.open.handler(({ context, input }) => workspaceOf(context).sessions.open(input)),
  last: sessions.last.handler(({ context, input }) => workspaceOf(context).sessions.last(input)),
  undo: sessions.undo.handler(({ context, input }) => workspaceOf(context).sessions.undo(input)),
  reopen: sessions.reopen.handler(({ context, input }) => workspaceOf(context).sessions.reopen(input)),
  export: sessions.export.handler(({ context, input }) => workspaceOf(context).sessions.export(input)),
};
