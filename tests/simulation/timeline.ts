export type Timeline = {
  /** Epoch ms, the same for everybody; devices add how wrong their own clocks are. */
  now(): number;
  /** Runs at that moment; the answer cancels it. What is due at the same moment runs in the order of asking. */
  at(moment: number, run: () => unknown): () => void;
  /** Runs what is due within this time, one after the other. `afterEach` lets all come to rest; false ends it there. */
  advance(ms: number, afterEach: () => Promise<boolean>): Promise<void>;
};

type Appointment = { moment: number; order: number; run: () => unknown };

/** More events at one moment than anything but asking without a pause makes. */
const mostAtOnce = 5000;

/** Somebody asks again and again without letting time pass. */
export class TimeStandsStill extends Error {
  override name = 'TimeStandsStill';
}

/** Time that moves only when it is told to. */
export function makeTimeline(startMs: number): Timeline {
  let now = startMs;
  let order = 0;
  let atOnce = 0;
  // A binary heap: a long run makes hundreds of thousands of appointments.
  const heap: Appointment[] = [];
  const cancelled = new WeakSet<Appointment>();
  const before = (a: Appointment, b: Appointment) =>
    a.moment < b.moment || (a.moment === b.moment && a.order < b.order);
  const swap = (one: number, other: number) => {
    const kept = heap[one] as Appointment;
    heap[one] = heap[other] as Appointment;
    heap[other] = kept;
  };
  const push = (appointment: Appointment) => {
    heap.push(appointment);
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(heap[at] as Appointment, heap[parent] as Appointment)) break;
      swap(at, parent);
      at = parent;
    }
  };
  const pop = (): Appointment | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < heap.length && before(heap[left] as Appointment, heap[least] as Appointment)) least = left;
      if (right < heap.length && before(heap[right] as Appointment, heap[least] as Appointment))
        least = right;
      if (least === at) return first;
      swap(at, least);
      at = least;
    }
  };
  return {
    now: () => now,
    at(moment, run) {
      order += 1;
      const appointment = { moment: Math.max(now, moment), order, run };
      push(appointment);
      return () => cancelled.add(appointment);
    },
    async advance(ms, afterEach) {
      const end = now + ms;
      for (;;) {
        const next = heap[0];
        if (!next || next.moment > end) break;
        pop();
        if (cancelled.has(next)) continue;
        atOnce = next.moment > now ? 0 : atOnce + 1;
        if (atOnce > mostAtOnce) throw new TimeStandsStill();
        now = next.moment;
        await next.run();
        if (!(await afterEach())) return;
      }
      now = end;
    },
  };
}

/** Lets every promise that can go on do so; what is left waits for time or for the network. */
export function comeToRest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
