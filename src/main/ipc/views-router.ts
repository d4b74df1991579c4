import { procedure, workspaceOf } from './procedure';

const { views } = procedure;

export const viewsRouter = {
  list: views.list.handler(({ context, input }) => workspaceOf(context).views.list(input)),
  save: views.save.handler(({ context, input }) => workspaceOf(context).views.save(input)),
  remove: views.remove.handler(({ context, input }) => workspaceOf(context).views.remove(input)),
};
