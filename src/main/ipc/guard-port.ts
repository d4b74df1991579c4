/** A step that takes in as many rows as one may, with the cells that are usually filled, is about 3 MB. */
const maxMessageLength = 4 * 1024 * 1024;

/** The shape that oRPC and Electron's `MessagePortMain` agree on. */
export type Port = {
  on(event: string, listener: (event?: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
  close(): void;
};

/**
 * Lets only messages through that oRPC can read. It would throw on others outside of any call, where nobody
 * can answer; a page that sends such a message is not ours any more, so its port is closed.
 */
export function guardPort(port: Port, onRefused: () => void): Port {
  const refuse = () => {
    onRefused();
    port.close();
  };
  return {
    on(event, listener) {
      if (event !== 'message') return port.on(event, listener);
      port.on('message', (message) => (isReadable(message?.data) ? listener(message) : refuse()));
    },
    postMessage: (message) => port.postMessage(message),
    close: () => port.close(),
  };
}

export function isReadable(message: unknown): boolean {
  if (typeof message !== 'string' || message.length > maxMessageLength) return false;
  const parsed = parse(message);
  if (!isRecord(parsed) || typeof parsed.i !== 'string') return false;
  const kind = parsed.t ?? 1;
  if (kind === 3 || kind === 4) return true;
  const { p } = parsed;
  if (kind !== 1 || !isRecord(p) || typeof p.u !== 'string' || !/^\/[A-Za-z/]{1,80}$/.test(p.u)) return false;
  return p.h === undefined || Object.keys(p.h as object).length === 0;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
