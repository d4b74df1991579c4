import { Worker } from 'node:worker_threads';
import { assertNever } from '../../shared/rules/assert-never';
import type { Database } from '../database/open-database';
import { StorageError } from '../database/storage-error';
import { waitUntilClosed } from '../database/turns';
import type { AppliedPage } from './apply-page';
import type { FromWorker, ToWorker } from './apply-worker-messages';
import type { ApplyOptions, PageApplier } from './page-applier';

type Waiting = {
  onHead: ApplyOptions['onHead'];
  resolve(applied: AppliedPage): void;
  reject(error: unknown): void;
};

/**
 * Checks and writes pages on a thread and a connection of their own, so that this one is never held up for longer
 * than it takes to hand the bytes over. The thread starts with the first page; one that has died is started anew.
 * `program`: the file of `apply-worker`.
 */
export function workerApplier(database: Database, program: string): PageApplier {
  let worker: Worker | null = null;
  let waiting: Waiting | null = null;

  const settle = (end: (one: Waiting) => void) => {
    const one = waiting;
    waiting = null;
    if (one) end(one);
  };

  const hear = (message: FromWorker) => {
    switch (message.kind) {
      case 'head':
        return waiting?.onHead(message.head);
      case 'done':
        if (message.applied.kind === 'applied') database.noteProblem(null);
        return settle(({ resolve }) => resolve(message.applied));
      case 'storage_problem':
        database.noteProblem(message.problem);
        return settle(({ reject }) => reject(new StorageError(message.problem)));
      case 'defect':
        return settle(({ reject }) => reject(new Error(`A page could not be written: ${message.name}`)));
      default:
        return assertNever(message);
    }
  };

  const start = (): Worker => {
    const started = new Worker(program, { workerData: database.opening });
    const end = () => {
      if (worker !== started) return;
      worker = null;
      settle(({ reject }) => reject(new Error('The thread that writes pages has ended.')));
    };
    started.on('message', hear);
    started.on('error', end);
    started.on('exit', end);
    // Alone it is no reason for the process to live on.
    started.unref();
    return started;
  };

  const send = (message: ToWorker, transfer: ArrayBuffer[] = []) => worker?.postMessage(message, transfer);

  return {
    apply(body, { standing, deletedBefore, onHead }) {
      worker ??= start();
      return new Promise((resolve, reject) => {
        waiting = { onHead, resolve, reject };
        send({ kind: 'apply', body, options: { standing, deletedBefore } }, [body.buffer]);
      });
    },
    rest: () => send({ kind: 'rest' }),
    close() {
      const ending = worker;
      if (!ending) return;
      worker = null;
      ending.postMessage({ kind: 'close' } satisfies ToWorker);
      waitUntilClosed(database.opening.turns);
      void ending.terminate();
      // Whoever waits has been stopped, and asks for nothing more.
      settle(({ resolve }) => resolve({ kind: 'overtaken' }));
    },
  };
}
