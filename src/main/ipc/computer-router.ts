import { procedure } from './procedure';

const { computer } = procedure;

export const computerRouter = {
  autostart: computer.autostart.handler(({ context, input }) => context.rooms.computer.autostart(input)),
  setAutostart: computer.setAutostart.handler(({ context, input }) =>
    context.rooms.computer.setAutostart(input),
  ),
  sending: computer.sending.handler(({ context, input }) => context.rooms.computer.sending(input)),
  locking: computer.locking.handler(({ context, input }) => context.rooms.computer.locking(input)),
  setLocking: computer.setLocking.handler(({ context, input }) => context.rooms.computer.setLocking(input)),
  copy: computer.copy.handler(({ context, input }) => context.rooms.computer.copy(input)),
  lock: computer.lock.handler(({ context, input }) => context.rooms.computer.lock(input)),
  setSending: computer.setSending.handler(({ context, input }) => context.rooms.computer.setSending(input)),
};
