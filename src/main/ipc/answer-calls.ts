import { ORPCError, ValidationError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { errorCode, type Log } from '../log/log';
import { guardPort, type Port } from './guard-port';
import { limitCalls } from './limit-calls';
import { isRefusedByLock } from './open-while-locked';
import type { IpcRooms } from './procedure';
import { router } from './router';

/** What a page may ask for: `sync.now`. Everything when null. */
export type Allowed = ReadonlySet<string> | null;

/** Answers the calls that come through a port until it closes. */
export function answerCalls(
  port: Port,
  { rooms, allowed }: { rooms: IpcRooms; allowed: Allowed },
  log: Log,
): void {
  const mayCall = limitCalls(() => performance.now());
  const handler = new RPCHandler(router, {
    clientInterceptors: [
      async ({ next, path, input }) => {
        const procedure = path.join('.');
        if (!mayCall()) throw refusal('TOO_MANY_REQUESTS', 429);
        if (allowed && !allowed.has(procedure)) throw refusal('FORBIDDEN', 403);
        try {
          if (isRefusedByLock(procedure, rooms.bootState())) throw refusal('LOCKED', 423);
          if (hasForbiddenKey(input)) throw refusal('BAD_ARGUMENT', 400, { field: null });
          return await next();
        } catch (error) {
          throw answerFor(error, procedure, log);
        }
      },
    ],
  });
  handler.upgrade(
    guardPort(port, () => log('ipc.message_refused')),
    { context: { rooms } },
  );
}

/** What the page is told. An error that nobody planned is a constant: its text may quote data or the machine. */
function answerFor(error: unknown, procedure: string, log: Log): ORPCError<string, unknown> {
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return refusal('BAD_ARGUMENT', 400, { field: fieldOf(error.cause) });
  }
  if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') return error;
  log('ipc.call_failed', { procedure, error: errorCode(error) });
  return refusal('INTERNAL', 500);
}

function refusal(code: string, status: number, data?: unknown): ORPCError<string, unknown> {
  return new ORPCError(code, { status, message: code, data });
}

/** Name of the first field that did not fit; only names that a contract could have are repeated. */
function fieldOf(cause: unknown): string | null {
  if (!(cause instanceof ValidationError)) return null;
  const path = cause.issues[0]?.path ?? [];
  const names = path.map((part) => String(typeof part === 'object' ? part.key : part));
  return names.every((name) => /^[A-Za-z0-9]{1,40}$/.test(name)) ? names.join('.') : null;
}

/** Keys that could change what an object is, at any depth. */
function hasForbiddenKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).some(
    (key) =>
      key === '__proto__' ||
      key === 'constructor' ||
      key === 'prototype' ||
      hasForbiddenKey((value as Record<string, unknown>)[key]),
  );
}
