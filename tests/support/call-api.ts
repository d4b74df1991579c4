import type { ElectronApplication, Page } from '@playwright/test';

declare global {
  interface Window {
    /** The page's end of its line to the main process. */
    linePort?: MessagePort | undefined;
  }
}

/** Reloads the page so that its own line to the main process can be used by `callApi` too. */
export async function shareLine(app: ElectronApplication, page: Page): Promise<void> {
  // A compiler that keeps the names of functions calls this helper, which no page has.
  await app.context().addInitScript('globalThis.__name ??= (named) => named');
  await app.context().addInitScript(() => {
    // React makes channels too: the right one is that whose other end the page hands over.
    const otherEnds = new Map<MessagePort, MessagePort>();
    const Original = window.MessageChannel;
    window.MessageChannel = class extends Original {
      constructor() {
        super();
        otherEnds.set(this.port2, this.port1);
      }
    };
    const post = window.postMessage.bind(window) as (...args: unknown[]) => void;
    window.postMessage = (...args: unknown[]) => {
      const [message, , ports] = args;
      const [port] = Array.isArray(ports) ? ports : [];
      if (message === 'feltbok:connect') window.linePort = otherEnds.get(port);
      post(...args);
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
