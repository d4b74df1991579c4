import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DeviceOrder, DeviceReport, FromDevice, Usage } from './messages';

const root = resolve(import.meta.dirname, '../..');
const answerLimitMs = 30_000;

export type Sample = { at: number } & Usage;

export type DeviceProcess = {
  name: string;
  email: string;
  /** In the order of their acknowledgement. */
  saved: { recordId: string; note: string }[];
  samples: Sample[];
  oldestWaitMs: number;
  defects: number;
  isReady: boolean;
  /** Starts it, or starts it again on the same files. */
  start(): void;
  kill(): Promise<void>;
  pid(): number;
  order(order: DeviceOrder): void;
  /** Null when it does not answer in time. */
  report(): Promise<DeviceReport | null>;
};

export function makeDeviceProcess(options: {
  name: string;
  email: string;
  url: string;
  folder: string;
  /** Added to its environment. */
  env?: Record<string, string>;
}): DeviceProcess {
  const { name, email, url, folder, env = {} } = options;
  const key = randomBytes(32).toString('hex');
  mkdirSync(folder, { recursive: true });
  let child: ChildProcess | null = null;
  let isWorking = false;
  let onReport: (report: DeviceReport) => void = () => {};

  const device: DeviceProcess = {
    name,
    email,
    saved: [],
    samples: [],
    oldestWaitMs: 0,
    defects: 0,
    isReady: false,
    start() {
      const args = ['--expose-gc', '--import', 'tsx', 'tests/soak/device.ts', url, folder, key, email, name];
      const started = spawn(process.execPath, args, {
        cwd: root,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      child = started;
      device.isReady = false;
      started.on('message', (message: FromDevice) => hear(message));
      started.on('error', () => {});
    },
    async kill() {
      const dying = child;
      child = null;
      if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
      const gone = once(dying, 'exit');
      dying.kill('SIGKILL');
      await gone;
    },
    pid: () => child?.pid ?? 0,
    order(order) {
      if (order === 'work') isWorking = true;
      if (order === 'rest') isWorking = false;
      if (child?.connected) child.send(order, () => {});
    },
    report: () =>
      new Promise((resolve) => {
        const limit = setTimeout(() => resolve(null), answerLimitMs);
        onReport = (report) => {
          clearTimeout(limit);
          resolve(report);
        };
        device.order('report');
      }),
  };

  const hear = (message: FromDevice) => {
    switch (message.kind) {
      case 'ready':
        device.isReady = true;
        if (isWorking) device.order('work');
        return;
      case 'saved':
        device.saved.push({ recordId: message.recordId, note: message.note });
        return;
      case 'sample':
        device.samples.push({ at: Date.now(), ...message });
        device.oldestWaitMs = Math.max(device.oldestWaitMs, message.oldestWaitMs);
        return;
      case 'defect':
        device.defects += 1;
        return;
      default:
        onReport(message);
    }
  };
  return device;
}
