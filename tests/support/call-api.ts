import type { ElectronApplication, Page } from '@playwright/test';

declare global {
  interface Window {
    /** The page's end of its line to the main process. */
    linePort?: MessagePort;
  }
}

/** Reloads the page so that its own line to the main process can be used by `callApi` too. */
export async function shareLine(app: ElectronApplication, page: Page): Promise<void> {
  await app.context().addInitScript(() => {
    const Original = window.MessageChannel;
    window.MessageChannel = class extends Original {
      constructor() {
        super();
        window.linePort ??= this.port1;
      }
    };
  });
  await page.reload();
  await page.waitForFunction(() => window.linePort !== undefined);
}

let calls = 0;

/** Calls a procedure of the IPC contract over the page's line, as its own code does: `contacts/create`. */
export async function callApi<Answer>(page: Page, path: string, input?: unknown): Promise<Answer> {
  const id = `test-${++calls}`;
  const answer = await page.evaluate(
    ({ id, path, input }) =>
      new Promise<string>((resolve) => {
        const port = window.linePort;
        port?.addEventListener('message', function listen(event) {
          if (typeof event.data !== 'string' || JSON.parse(event.data).i !== id) return;
          port.removeEventListener('message', listen);
          resolve(event.data);
        });
        port?.postMessage(JSON.stringify({ i: id, p: { u: `/${path}`, b: { json: input } } }));
      }),
    { id, path, input },
  );
  const { p } = JSON.parse(answer) as { p: { s?: number; b?: { json: unknown } } };
  if (p.s !== undefined && p.s >= 400) throw new Error(`${path} answered ${JSON.stringify(p.b)}`);
  return p.b?.json as Answer;
}
