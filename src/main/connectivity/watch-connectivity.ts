import type { Connectivity } from '../../shared/contracts/status';
import {
  type ConnectivityEvent,
  firstConnectivity,
  isCutOff,
  nextConnectivity,
  type Probed,
} from './next-connectivity';

const osPollMs = 2_000;

export type ConnectivityOptions = {
  /** The operating system's word on whether there is a network. */
  osOnline: () => boolean;
  /** Asks who answers at the server's address. */
  probe: () => Promise<Probed>;
  /** False while sending is paused. */
  mayAsk: () => boolean;
  serverOnLoopback: boolean;
  /** Runs once after the delay; the answer cancels it. */
  after: (delayMs: number, run: () => void) => () => void;
  /** At least 0, below 1. */
  fraction: () => number;
  onChange: (connectivity: Connectivity) => void;
};

export type ConnectivityWatch = {
  current(): Connectivity;
  /** Asks the server now, unless there is no network to ask it through. */
  check(): Promise<Connectivity>;
  stop(): void;
};

export function watchConnectivity(options: ConnectivityOptions): ConnectivityWatch {
  const { after } = options;
  let state = firstConnectivity(options.serverOnLoopback);
  let stopped = false;
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
  const poll = () => {
    hearOs();
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
    stop() {
      stopped = true;
      cancelPoll();
      cancelProbe();
    },
  };
}
