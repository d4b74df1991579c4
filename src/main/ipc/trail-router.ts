import { procedure, workspaceOf } from './procedure';

const { trail } = procedure;

export const trailRouter = {
  people: trail.people.handler(({ context, input }) => workspaceOf(context).trail.people(input)),
  export: trail.export.handler(({ context, input }) => workspaceOf(context).trail.export(input)),
};
