import type { Connectivity } from '../../shared/contracts/status';
import {
  type ConnectivityEvent,
  firstConnectivity,
  isCutOff,
  nextConnectivity,
  type Probed,
} from './next-connectivity';

const osPollMs = 2_000;
/** A poll that comes so late has slept; systems that tell of waking tell of it at about the same time. */
const asleepMs = 20_000;

export type ConnectivityOptions = {
  /** The operating system's word on whether there is a network. */
  osOnline: () => boolean;
  /** Asks who answers at the server's address. */
  probe: () => Promise<Probed>;
  /** False while sending is paused. */
  mayAsk: () => boolean;
  serverOnLoopback: boolean;
  /** Epoch ms. */
  now: () => number;
  /** Runs once after the delay; the answer cancels it. */
  after: (delayMs: number, run: () => void) => () => void;
  /** At least 0, below 1. */
  fraction: () => number;
  onChange: (connectivity: Connectivity) => void;
  /** After a sleep. Whether the server is there is being asked. */
  onWake: () => void;
};

export type ConnectivityWatch = {
  current(): Connectivity;
  /** Asks the server now, unless there is no network to ask it through. */
  check(): Promise<Connectivity>;
  /** The system says that the computer woke, or was unlocked. It is noticed without its word, too. */
  wake(): void;
  stop(): void;
};

export function watchConnectivity(options: ConnectivityOptions): ConnectivityWatch {
  const { after, now } = options;
  let state = firstConnectivity(options.serverOnLoopback);
  let stopped = false;
  let polledAt = now();
  let wokeAt: number | null = null;
  let asking: Promise<void> | null = null;
  let cancelPoll = () => {};
  let cancelProbe = () => {};

  const take = (event: ConnectivityEvent) => {
    if (stopped) return;
    const before = state.connectivity;
    const step = nextConnectivity(state, event);
    state = step.state;
    if (step.probe !== null) cancelProbe();
    if (step.probe !== null && step.probe !== 'never') appoint(step.probe.afterMs);
    if (state.connectivity !== before) options.onChange(state.connectivity);
  };
  const appoint = (afterMs: number) => {
    cancelProbe = after(afterMs, () => ask());
  };
  /** One question at a time; its answer makes the next appointment. */
  const ask = () => {
    cancelProbe();
    asking ??= askOnce().finally(() => {
      asking = null;
    });
    return asking;
  };
  const askOnce = async () => {
    if (!options.mayAsk()) return take({ kind: 'not_asked' });
    const found = await options.probe().catch(() => 'nobody' as const);
    take({ kind: 'probed', found, fraction: options.fraction() });
  };
  const hearOs = () => take({ kind: 'os', online: options.osOnline() });
  const wake = () => {
    if (wokeAt !== null && Math.abs(now() - wokeAt) < asleepMs) return;
    wokeAt = now();
    hearOs();
    take({ kind: 'woke' });
    options.onWake();
  };
  const poll = () => {
    const hasSlept = now() - polledAt > asleepMs;
    polledAt = now();
    if (hasSlept) wake();
    else hearOs();
    cancelPoll = after(osPollMs, poll);
  };
  poll();

  return {
    current: () => state.connectivity,
    async check() {
      hearOs();
      if (!isCutOff(state)) await ask();
      return state.connectivity;
    },
    wake,
    stop() {
      stopped = true;
      cancelPoll();
      cancelProbe();
    },
  };
}
