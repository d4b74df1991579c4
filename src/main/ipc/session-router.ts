import { procedure } from './procedure';

const { session } = procedure;

export const sessionRouter = {
  signIn: session.signIn.handler(({ context, input }) => context.rooms.session.signIn(input)),
  signInWithProvider: session.signInWithProvider.handler(({ context, input }) =>
    context.rooms.session.signInWithProvider(input),
  ),
  cancelSignIn: session.cancelSignIn.handler(({ context, input }) =>
    context.rooms.session.cancelSignIn(input),
  ),
  usePassphrase: session.usePassphrase.handler(({ context, input }) =>
    context.rooms.session.usePassphrase(input),
  ),
  signOut: session.signOut.handler(({ context, input }) => context.rooms.session.signOut(input)),
};
