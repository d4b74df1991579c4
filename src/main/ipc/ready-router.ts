import { procedure, workspaceOf } from './procedure';

const { ready } = procedure;

export const readyRouter = {
  facts: ready.facts.handler(({ context, input }) => workspaceOf(context).ready.facts(input)),
};
