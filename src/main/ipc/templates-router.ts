import { procedure, workspaceOf } from './procedure';

const { templates } = procedure;

export const templatesRouter = {
  list: templates.list.handler(({ context, input }) => workspaceOf(context).templates.list(input)),
  save: templates.save.handler(({ context, input }) => workspaceOf(context).templates.save(input)),
  rename: templates.rename.handler(({ context, input }) => workspaceOf(context).templates.rename(input)),
  remove: templates.remove.handler(({ context, input }) => workspaceOf(context).templates.remove(input)),
  restore: templates.restore.handler(({ context, input }) => workspaceOf(context).templates.restore(input)),
};
