import { parentPort, workerData } from 'node:worker_threads';
import { type Opening, openBeside } from '../database/open-database';
import { storageProblemOf } from '../database/storage-error';
import { sayClosed } from '../database/turns';
import { applyPage } from './apply-page';
import type { FromWorker, ToWorker } from './apply-worker-messages';

// The program of the thread that `worker-applier` starts.

const opening = workerData as Opening;
let database: ReturnType<typeof openBeside> | null = null;

const answer = (message: FromWorker) => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'apply':
      return answer(apply(message));
    case 'rest':
      return database?.checkpoint();
    default:
      database?.close();
      sayClosed(opening.turns);
      return parentPort?.close();
  }
});

function apply({ body, options }: Extract<ToWorker, { kind: 'apply' }>): FromWorker {
  try {
    database ??= openBeside(opening);
    const onHead = (head: Extract<FromWorker, { kind: 'head' }>['head']) => answer({ kind: 'head', head });
    return { kind: 'done', applied: applyPage(database, body, { ...options, onHead }) };
  } catch (error) {
    const problem = storageProblemOf(error);
    if (problem) return { kind: 'storage_problem', problem };
    return { kind: 'defect', name: error instanceof Error ? error.name : 'unknown' };
  }
}
