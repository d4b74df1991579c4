import { powerMonitor } from 'electron';
import type { Settings } from '../settings/settings';

type Ports = { settings: Settings; lock(): void };

const lookMs = 10_000;

/** Locks by itself where she has chosen so: when nobody has touched the computer for a while, and with the computer. */
export function setUpLocking({ settings, lock }: Ports): void {
  const after = () => settings.get('lockAfter');
  const lockWithComputer = () => after() > 0 && lock();
  powerMonitor.on('suspend', lockWithComputer);
  powerMonitor.on('lock-screen', lockWithComputer);
  setInterval(() => {
    if (after() > 0 && powerMonitor.getSystemIdleTime() >= after() * 60) lock();
  }, lookMs).unref();
}
