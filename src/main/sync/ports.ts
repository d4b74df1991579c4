/** Time as the engine sees it. */
export type Clock = {
  /** Epoch ms. */
  now(): number;
  /** Runs once after the delay; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /** Resolves when what else waits for the process has had its turn. */
  turn(): Promise<void>;
};

export type Random = {
  /** At least 0, below 1. */
  fraction(): number;
  /** UUIDv7. */
  newId(): string;
};

/** The part of `fetch` that is used; Electron's `net.fetch` and Node's own both fit. */
export type Network = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal: AbortSignal },
) => Promise<Response>;

/** Tokens as the engine sees them; the session room owns them. */
export type TokenSource = {
  /** Null when nobody is signed in or the sign-in has ended. */
  access(): string | null;
  /** Single flight: callers at the same time share one refresh. */
  refresh(): Promise<'refreshed' | 'refused' | 'unreachable'>;
};
