import type { Page } from '@playwright/test';

/** From now on what the page asks of the main process goes off so many milliseconds late, as with a slow disk. */
export async function slowLine(page: Page, delayMs: number): Promise<void> {
  await page.evaluate((ms) => {
    const send = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (this: MessagePort, ...sent: unknown[]) {
      // What React wakes itself with is empty.
      if (sent[0] === null) send.apply(this, sent as Parameters<typeof send>);
      else setTimeout(() => send.apply(this, sent as Parameters<typeof send>), ms);
    } as typeof send;
  }, delayMs);
}
