import { procedure } from './procedure';

const { app } = procedure;

export const appRouter = {
  boot: app.boot.handler(({ context, input }) => context.rooms.app.boot(input)),
  live: app.live.handler(({ context, signal }) =>
    context.rooms.live.subscribe(signal ?? new AbortController().signal),
  ),
  setLanguage: app.setLanguage.handler(({ context, input }) => context.rooms.app.setLanguage(input)),
  setLook: app.setLook.handler(({ context, input }) => context.rooms.app.setLook(input)),
  endPractice: app.endPractice.handler(({ context, input }) => context.rooms.app.endPractice(input)),
  setQuiet: app.setQuiet.handler(({ context, input }) => context.rooms.app.setQuiet(input)),
  show: app.show.handler(({ context, input }) => context.rooms.app.show(input)),
  print: app.print.handler(({ context, input }) => context.rooms.app.print(input)),
  quit: app.quit.handler(({ context, input }) => context.rooms.app.quit(input)),
};
