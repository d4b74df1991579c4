import type { SimDevice } from './device';
import type { WireAnswer, WireRequest } from './model/answer';
import type { Violation } from './oracle';
import type { Reach } from './sim-server';

/** What a cursor was given out with, and when. */
export type Issued = { order: number; snapshot: boolean; more: boolean; reach: Reach };

type Manners = {
  /** Epoch ms of the device before which the server does not want to hear from it. */
  floor: number | null;
  /** Epoch ms of the device when a run last ended badly. */
  failedAt: number | null;
  /** Whether a run may be failing that began before asking at once was right: it may be followed by one more. */
  forgiven: boolean;
  /** Whether the last probe went unanswered: a server that is back may be asked at once. */
  missed: boolean;
};

export type Watch = {
  asked(device: SimDevice, request: WireRequest): void;
  /** Null: no answer came. */
  answered(device: SimDevice, request: WireRequest, answer: WireAnswer | null): void;
  /** Something happened after which asking at once is right: a person's wish, a network that came back. */
  forgive(device: SimDevice): void;
  /** The device cannot know: its program died before it wrote down how the run ended, or its clock was changed. */
  forget(device: SimDevice): void;
  issued(device: SimDevice, answer: WireAnswer, reach: Reach): void;
  cursor(device: SimDevice, cursor: string): Issued | undefined;
};

const longestFloorMs = 3_600_000;
/** Half of the first wait, which is the least that chance allows. */
const shortestWaitMs = 15_000;

/** Watches the manners of computers on the wire: pauses kept, waits kept; and which cursors the server gave out. */
export function makeWatch(report: (violation: Violation) => void): Watch {
  const manners = new Map<string, Manners>();
  const cursors = new Map<string, Issued>();
  let order = 0;
  const of = (device: SimDevice): Manners => {
    const known = manners.get(device.name) ?? { floor: null, failedAt: null, forgiven: false, missed: false };
    manners.set(device.name, known);
    return known;
  };
  return {
    asked(device, request) {
      const now = device.clock.now();
      const what = `${request.method} ${pathOf(request)}`;
      const isSession =
        request.path === '/v1/session' || (device.changesSession && request.path === '/v1/health');
      if (!isSession && device.pausedUntil !== null && device.pausedUntil > now)
        report({ kind: 'pauseBroken', device: device.name, what });
      if (!isSync(request)) return;
      const { floor, failedAt } = of(device);
      if (floor !== null && floor > now)
        report({ kind: 'hammered', device: device.name, what: `${what} ${floor - now} ms too early` });
      if (failedAt !== null && failedAt <= now && failedAt + shortestWaitMs > now)
        report({
          kind: 'hammered',
          device: device.name,
          what: `${what} ${now - failedAt} ms after a failure`,
        });
    },
    answered(device, request, answer) {
      const kept = of(device);
      if (request.path === '/v1/health') {
        const answered = answer?.status === 200 && answer.text.includes('"service"') && isJson(answer);
        if (answered && kept.missed) kept.failedAt = null;
        kept.missed = !answered;
      }
      if (!isSync(request)) return;
      const now = device.clock.now();
      if (answer === null || endsRun(answer)) {
        kept.failedAt = kept.forgiven ? null : now;
        kept.forgiven = false;
      } else kept.failedAt = null;
      kept.floor = answer ? floorOf(answer, now) : null;
    },
    forgive(device) {
      Object.assign(of(device), { failedAt: null, forgiven: true });
    },
    forget(device) {
      manners.delete(device.name);
    },
    issued(device, answer, reach) {
      if (answer.status !== 200 || !answer.text.startsWith('{"epoch"')) return;
      const page = JSON.parse(answer.text) as { cursor?: string; more?: boolean; snapshot?: boolean };
      if (page.cursor === undefined) return;
      order += 1;
      const key = `${device.name} ${page.cursor}`;
      // A listing made anew may end where one before it did.
      cursors.set(key, { order, snapshot: page.snapshot === true, more: page.more === true, reach });
    },
    cursor: (device, cursor) => cursors.get(`${device.name} ${cursor}`),
  };
}

function pathOf({ path }: WireRequest): string {
  return path.split('?')[0] ?? '';
}

function isSync({ path }: WireRequest): boolean {
  return path.endsWith('/mutations') || path.startsWith('/v1/changes') || path.startsWith('/v1/digest');
}

function isJson({ text }: WireAnswer): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Neither a success nor one of the answers after which the same run goes on: 401, 403, 410, 413, 422. */
function endsRun(answer: WireAnswer): boolean {
  if (answer.status === 200) return !isJson(answer);
  return !(isJson(answer) && [401, 403, 410, 413, 422].includes(answer.status));
}

function floorOf({ status, headers }: WireAnswer, now: number): number | null {
  const text = headers['retry-after'];
  if (text === undefined || status < 400) return null;
  if (/^\d+$/.test(text)) return now + Math.min(longestFloorMs, Number(text) * 1000);
  const at = Date.parse(text);
  return text.endsWith('GMT') && at > now ? Math.min(at, now + longestFloorMs) : null;
}
