import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { ipcApi } from '../../shared/contracts/ipc';

export type Api = ContractRouterClient<typeof ipcApi>;

/** The only way to the main process: one end of a channel whose other end the preload script hands over. */
export const api = connect();

function connect(): Api {
  const { port1: clientPort, port2: serverPort } = new MessageChannel();
  window.postMessage('feltbok:connect', '*', [serverPort]);
  clientPort.start();
  return createORPCClient(new RPCLink({ port: clientPort }));
}
