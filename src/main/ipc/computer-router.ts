import { procedure } from './procedure';

const { computer } = procedure;

export const computerRouter = {
  autostart: computer.autostart.handler(({ context, input }) => context.rooms.computer.autostart(input)),
  setAutostart: computer.setAutostart.handler(({ context, input }) =>
    context.rooms.computer.setAutostart(input),
  ),
};
