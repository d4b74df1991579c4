import { implement, ORPCError } from '@orpc/server';
import { type BootState, ipcApi } from '../../shared/contracts/ipc';
import type { Calls, Workspace } from './calls';
import type { LiveHub } from './live-hub';

/** What the routers call; handed over by main.ts. */
export type IpcRooms = {
  app: Omit<Calls<'app'>, 'live'>;
  computer: Calls<'computer'>;
  profiles: Calls<'profiles'>;
  session: Calls<'session'>;
  support: Calls<'support'>;
  live: LiveHub;
  bootState(): BootState;
  /** Null until the database is open and somebody has signed in. */
  workspace(): Workspace | null;
};
export type IpcContext = { rooms: IpcRooms };

export const procedure = implement(ipcApi).$context<IpcContext>();

/** The records, or a typed refusal while they are locked away or not there yet. */
export function workspaceOf({ rooms }: IpcContext): Workspace {
  const workspace = rooms.workspace();
  if (workspace) return workspace;
  const { kind } = rooms.bootState();
  const locked = kind === 'enter_passphrase' || kind === 'choose_passphrase';
  throw new ORPCError(locked ? 'LOCKED' : 'NOT_READY', {
    status: 423,
    message: 'There is no open workspace.',
  });
}
