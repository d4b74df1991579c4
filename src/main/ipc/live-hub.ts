import type { LiveEvent } from '../../shared/contracts/ipc';

export type LiveHub = {
  publish(event: LiveEvent): void;
  /** Ends when the signal aborts. */
  subscribe(signal: AbortSignal): AsyncGenerator<LiveEvent, void>;
};

/**
 * What happens, for pages that listen. A slow page gets the newest of each kind (and all entities that changed)
 * instead of a queue that grows. `now`: how things stand, which a page is told first. Where to go is kept for a page that
 * is not there yet: the window may just have been made for it.
 */
export function createLiveHub(now: () => LiveEvent[]): LiveHub {
  const mailboxes = new Set<Mailbox>();
  let unheard: LiveEvent | null = null;
  return {
    publish(event) {
      if (event.kind === 'go' && mailboxes.size === 0) unheard = event;
      for (const mailbox of mailboxes) mailbox.put(event);
    },
    async *subscribe(signal) {
      const mailbox = createMailbox();
      const stop = () => mailbox.close();
      signal.addEventListener('abort', stop);
      mailboxes.add(mailbox);
      for (const event of now()) mailbox.put(event);
      if (unheard) mailbox.put(unheard);
      unheard = null;
      try {
        for (;;) {
          if (signal.aborted) return;
          const event = await mailbox.take();
          if (!event) return;
          yield event;
        }
      } finally {
        mailboxes.delete(mailbox);
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

type Mailbox = {
  put(event: LiveEvent): void;
  /** Waits for the next event; null after closing. */
  take(): Promise<LiveEvent | null>;
  close(): void;
};

/** Holds at most one event of each kind. */
function createMailbox(): Mailbox {
  const waiting = new Map<LiveEvent['kind'], LiveEvent>();
  let wake: (() => void) | null = null;
  let closed = false;
  const signalReader = () => {
    wake?.();
    wake = null;
  };
  return {
    put(event) {
      waiting.set(event.kind, merged(waiting.get(event.kind), event));
      signalReader();
    },
    async take() {
      while (!closed && waiting.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const [next] = waiting.values();
      if (closed || !next) return null;
      waiting.delete(next.kind);
      return next;
    },
    close() {
      closed = true;
      signalReader();
    },
  };
}

function merged(earlier: LiveEvent | undefined, event: LiveEvent): LiveEvent {
  if (event.kind !== 'changed' || earlier?.kind !== 'changed') return event;
  return { kind: 'changed', entities: [...new Set([...earlier.entities, ...event.entities])] };
}
