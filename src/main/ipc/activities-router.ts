import { procedure, workspaceOf } from './procedure';

const { activities } = procedure;

export const activitiesRouter = {
  list: activities.list.handler(({ context, input }) => workspaceOf(context).activities.list(input)),
  count: activities.count.handler(({ context, input }) => workspaceOf(context).activities.count(input)),
  ids: activities.ids.handler(({ context, input }) => workspaceOf(context).activities.ids(input)),
  get: activities.get.handler(({ context, input }) => workspaceOf(context).activities.get(input)),
  history: activities.history.handler(({ context, input }) => workspaceOf(context).activities.history(input)),
  doubles: activities.doubles.handler(({ context, input }) => workspaceOf(context).activities.doubles(input)),
  update: activities.update.handler(({ context, input }) => workspaceOf(context).activities.update(input)),
  remove: activities.remove.handler(({ context, input }) => workspaceOf(context).activities.remove(input)),
  removeMany: activities.removeMany.handler(({ context, input }) =>
    workspaceOf(context).activities.removeMany(input),
  ),
  export: activities.export.handler(({ context, input }) => workspaceOf(context).activities.export(input)),
  undo: activities.undo.handler(({ context, input }) => workspaceOf(context).activities.undo(input)),
};
