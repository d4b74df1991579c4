import { ipcMain, type MessagePortMain, type WebContents } from 'electron';
import type { Log } from '../log/log';
import { type Allowed, answerCalls } from './answer-calls';
import type { IpcRooms } from './procedure';
import { isTrustedSender } from './trusted-sender';

/** One of our windows. */
export type OwnPage = {
  /** What it shows, or null while there is none. */
  contents: () => WebContents | null;
  rooms: IpcRooms;
  allowed: Allowed;
};
export type AcceptPageOptions = { pages: OwnPage[]; origin: string; log: Log };

/**
 * Accepts the port that a page of ours sends, once per load; ports of anybody else are closed unread. The answer hangs
 * up: pages that are about to be loaded anew, or closed, ask nothing more.
 */
export function acceptPages({ pages, origin, log }: AcceptPageOptions): () => void {
  const current = new Map<OwnPage, MessagePortMain>();
  ipcMain.on('feltbok:connect', ({ senderFrame, ports }) => {
    const [port, ...more] = ports;
    const page = pages.find(({ contents }) =>
      isTrustedSender(senderFrame, contents()?.mainFrame ?? null, origin),
    );
    if (!port || more.length > 0 || !page) {
      log('ipc.sender_refused', { code: 'FORBIDDEN_SENDER' });
      for (const refused of ports) refused.close();
      return;
    }
    current.get(page)?.close();
    current.set(page, port);
    answerCalls(port, page, log);
    port.start();
  });
  return () => {
    for (const port of current.values()) port.close();
    current.clear();
  };
}
