import { ipcMain, type MessagePortMain, type WebContents } from 'electron';
import type { Log } from '../log/log';
import { answerCalls } from './answer-calls';
import type { IpcRooms } from './procedure';
import { isTrustedSender } from './trusted-sender';

export type AcceptPageOptions = {
  rooms: IpcRooms;
  /** The page of our window, or null while there is none. */
  contents: () => WebContents | null;
  origin: string;
  log: Log;
};

/**
 * Accepts the port that our page sends, once per load; ports of anybody else are closed unread. The answer hangs up: a
 * page that is about to be loaded anew asks nothing more.
 */
export function acceptPage({ rooms, contents, origin, log }: AcceptPageOptions): () => void {
  let current: MessagePortMain | null = null;
  ipcMain.on('feltbok:connect', ({ senderFrame, ports }) => {
    const [port, ...more] = ports;
    const mainFrame = contents()?.mainFrame ?? null;
    if (!port || more.length > 0 || !isTrustedSender(senderFrame, mainFrame, origin)) {
      log('ipc.sender_refused', { code: 'FORBIDDEN_SENDER' });
      for (const refused of ports) refused.close();
      return;
    }
    current?.close();
    current = port;
    answerCalls(port, rooms, log);
    port.start();
  });
  return () => {
    current?.close();
    current = null;
  };
}
