import type { Network } from '../../src/main/sync/ports';

/** What happens to one request: it never arrives, its answer is lost, or another answer takes its place. */
export type Fault = 'refuse' | 'lose_answer' | { answer: () => Response };

export type FaultyNetwork = {
  network: Network;
  /** Every request, as "METHOD /path", in order. */
  requests: string[];
  /** Asked once a request; null lets it pass. */
  faultFor: (request: string) => Fault | null;
  /** Happens before each request is sent. */
  beforehand: (request: string) => Promise<void>;
  /** Happens while a request is on its way, before it reaches the server. */
  meanwhile: (request: string) => Promise<void> | void;
};

/** Real HTTP with faults in front of it. */
export function makeFaultyNetwork(): FaultyNetwork {
  const made: FaultyNetwork = {
    requests: [],
    faultFor: () => null,
    beforehand: async () => {},
    meanwhile: () => {},
    async network(url, init) {
      const { pathname } = new URL(url);
      const request = `${init.method} ${pathname}`;
      made.requests.push(request);
      await made.beforehand(request);
      await made.meanwhile(request);
      const fault = made.faultFor(request);
      if (fault === 'refuse') throw new TypeError('fetch failed');
      if (fault !== null && typeof fault === 'object') return fault.answer();
      const response = await fetch(url, init);
      if (fault !== 'lose_answer') return response;
      // The server has answered, so whatever it decided is committed.
      await response.arrayBuffer();
      throw new TypeError('terminated');
    },
  };
  return made;
}

export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}
