import { procedure, workspaceOf } from './procedure';

const { sync } = procedure;

export const syncRouter = {
  status: sync.status.handler(({ context, input }) => workspaceOf(context).sync.status(input)),
  glance: sync.glance.handler(({ context, input }) => workspaceOf(context).sync.glance(input)),
  queue: sync.queue.handler(({ context, input }) => workspaceOf(context).sync.queue(input)),
  conflicts: sync.conflicts.handler(({ context, input }) => workspaceOf(context).sync.conflicts(input)),
  runs: sync.runs.handler(({ context, input }) => workspaceOf(context).sync.runs(input)),
  notices: sync.notices.handler(({ context, input }) => workspaceOf(context).sync.notices(input)),
  dismissNotice: sync.dismissNotice.handler(({ context, input }) =>
    workspaceOf(context).sync.dismissNotice(input),
  ),
  check: sync.check.handler(({ context, input }) => workspaceOf(context).sync.check(input)),
  deleteQuestion: sync.deleteQuestion.handler(({ context, input }) =>
    workspaceOf(context).sync.deleteQuestion(input),
  ),
  answerDeletes: sync.answerDeletes.handler(({ context, input }) =>
    workspaceOf(context).sync.answerDeletes(input),
  ),
  now: sync.now.handler(({ context, input }) => workspaceOf(context).sync.now(input)),
  pause: sync.pause.handler(({ context, input }) => workspaceOf(context).sync.pause(input)),
  retry: sync.retry.handler(({ context, input }) => workspaceOf(context).sync.retry(input)),
  fix: sync.fix.handler(({ context, input }) => workspaceOf(context).sync.fix(input)),
  discard: sync.discard.handler(({ context, input }) => workspaceOf(context).sync.discard(input)),
  correct: sync.correct.handler(({ context, input }) => workspaceOf(context).sync.correct(input)),
  resolve: sync.resolve.handler(({ context, input }) => workspaceOf(context).sync.resolve(input)),
  answered: sync.answered.handler(({ context, input }) => workspaceOf(context).sync.answered(input)),
  duplicates: sync.duplicates.handler(({ context, input }) => workspaceOf(context).sync.duplicates(input)),
  answerDuplicate: sync.answerDuplicate.handler(({ context, input }) =>
    workspaceOf(context).sync.answerDuplicate(input),
  ),
  putOffs: sync.putOffs.handler(({ context, input }) => workspaceOf(context).sync.putOffs(input)),
  putOff: sync.putOff.handler(({ context, input }) => workspaceOf(context).sync.putOff(input)),
};
