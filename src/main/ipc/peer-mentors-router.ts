import { procedure, workspaceOf } from './procedure';

const { peerMentors } = procedure;

export const peerMentorsRouter = {
  list: peerMentors.list.handler(({ context, input }) => workspaceOf(context).peerMentors.list(input)),
  page: peerMentors.page.handler(({ context, input }) => workspaceOf(context).peerMentors.page(input)),
  propose: peerMentors.propose.handler(({ context, input }) =>
    workspaceOf(context).peerMentors.propose(input),
  ),
};
