import { procedure } from './procedure';

const { computer } = procedure;

export const computerRouter = {
  autostart: computer.autostart.handler(({ context, input }) => context.rooms.computer.autostart(input)),
  setAutostart: computer.setAutostart.handler(({ context, input }) =>
    context.rooms.computer.setAutostart(input),
  ),
  sending: computer.sending.handler(({ context, input }) => context.rooms.computer.sending(input)),
  setSending: computer.setSending.handler(({ context, input }) => context.rooms.computer.setSending(input)),
};
