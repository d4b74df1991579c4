import { procedure } from './procedure';

const { profiles } = procedure;

export const profilesRouter = {
  list: profiles.list.handler(({ context, input }) => context.rooms.profiles.list(input)),
  open: profiles.open.handler(({ context, input }) => context.rooms.profiles.open(input)),
  create: profiles.create.handler(({ context, input }) => context.rooms.profiles.create(input)),
  rename: profiles.rename.handler(({ context, input }) => context.rooms.profiles.rename(input)),
  remove: profiles.remove.handler(({ context, input }) => context.rooms.profiles.remove(input)),
};
