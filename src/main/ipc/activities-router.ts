import { procedure, workspaceOf } from './procedure';

const { activities } = procedure;

export const activitiesRouter = {
  list: activities.list.handler(({ context, input }) => workspaceOf(context).activities.list(input)),
  get: activities.get.handler(({ context, input }) => workspaceOf(context).activities.get(input)),
  update: activities.update.handler(({ context, input }) => workspaceOf(context).activities.update(input)),
  remove: activities.remove.handler(({ context, input }) => workspaceOf(context).activities.remove(input)),
  undo: activities.undo.handler(({ context, input }) => workspaceOf(context).activities.undo(input)),
};
