import { procedure, workspaceOf } from './procedure';

const { contacts } = procedure;

export const contactsRouter = {
  list: contacts.list.handler(({ context, input }) => workspaceOf(context).contacts.list(input)),
  create: contacts.create.handler(({ context, input }) => workspaceOf(context).contacts.create(input)),
  update: contacts.update.handler(({ context, input }) => workspaceOf(context).contacts.update(input)),
  export: contacts.export.handler(({ context, input }) => workspaceOf(context).contacts.export(input)),
};
