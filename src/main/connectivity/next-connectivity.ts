import type { Connectivity } from '../../shared/contracts/status';
import { assertNever } from '../../shared/rules/assert-never';

export type ConnectivityState = {
  connectivity: Connectivity;
  /** What the operating system said last; null before its first word. */
  osOnline: boolean | null;
  /** Whether "no network" from the operating system is believed. */
  believesOffline: boolean;
  /** Probes in a row that our server did not answer. */
  misses: number;
};

/** Who answered the probe: our server, our server in a protocol we do not speak, or nobody we know. */
export type Probed = 'our_server' | 'other_protocol' | 'nobody';

export type ConnectivityEvent =
  | { kind: 'os'; online: boolean }
  /** The computer has slept: what was found before says nothing of the network that it wakes in. */
  | { kind: 'woke' }
  /** `fraction`: at least 0, below 1, at random, so that devices do not ask a server that comes back all at once. */
  | { kind: 'probed'; found: Probed; fraction: number }
  /** Sending is paused: no request may be made, a probe neither. */
  | { kind: 'not_asked' };

/** `probe`: when to ask the server next; null leaves the appointment that is there. */
export type ConnectivityStep = { state: ConnectivityState; probe: { afterMs: number } | 'never' | null };

const firstRetryMs = 5_000;
/** So that of 200 computers that lost their server hardly ever more than ten ask in the second they find it again. */
const longestRetryMs = 90_000;
/** While all is well the runs themselves notice; this catches a server that went away in between. */
const onlineProbeMs = 120_000;

/**
 * `serverOnLoopback`: a server on this computer needs no network, so an operating system that has never seen a
 * network proves nothing. Once it has said "online", its "offline" is believed there too.
 */
export function firstConnectivity(serverOnLoopback: boolean): ConnectivityState {
  return { connectivity: 'offline', osOnline: null, believesOffline: !serverOnLoopback, misses: 0 };
}

/** A network is not yet a server: only an answer to our own probe makes it `online`. */
export function nextConnectivity(state: ConnectivityState, event: ConnectivityEvent): ConnectivityStep {
  switch (event.kind) {
    case 'os':
      return afterOsWord(state, event.online);
    case 'woke':
      return { state: { ...state, misses: 0 }, probe: isCutOff(state) ? 'never' : { afterMs: 0 } };
    case 'probed':
      return afterProbe(state, event);
    case 'not_asked':
      return afterSilence(state);
    default:
      return assertNever(event);
  }
}

function afterOsWord(state: ConnectivityState, online: boolean): ConnectivityStep {
  if (online === state.osOnline) return { state, probe: null };
  const heard = { ...state, osOnline: online, believesOffline: state.believesOffline || online };
  if (isCutOff(heard)) return { state: { ...heard, connectivity: 'offline', misses: 0 }, probe: 'never' };
  return { state: { ...heard, misses: 0 }, probe: { afterMs: 0 } };
}

function afterProbe(
  state: ConnectivityState,
  { found, fraction }: Extract<ConnectivityEvent, { kind: 'probed' }>,
): ConnectivityStep {
  // The network went while the question was on its way.
  if (isCutOff(state)) return { state, probe: 'never' };
  if (found === 'our_server')
    return { state: { ...state, connectivity: 'online', misses: 0 }, probe: { afterMs: onlineProbeMs } };
  const misses = state.misses + 1;
  const whole = Math.min(longestRetryMs, firstRetryMs * 2 ** (misses - 1));
  return {
    state: { ...state, connectivity: found === 'nobody' ? 'unreachable' : found, misses },
    probe: { afterMs: Math.round((whole / 2) * (1 + fraction)) },
  };
}

/** With a network and no reason to doubt the server, "offline" would be wrong; nothing is sent on this word. */
function afterSilence(state: ConnectivityState): ConnectivityStep {
  if (isCutOff(state)) return { state, probe: 'never' };
  const connectivity = state.connectivity === 'offline' ? 'online' : state.connectivity;
  return { state: { ...state, connectivity }, probe: { afterMs: firstRetryMs } };
}

/** The operating system says that there is no network, and is believed. */
export function isCutOff(state: ConnectivityState): boolean {
  return state.osOnline === false && state.believesOffline;
}
