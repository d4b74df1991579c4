import type { Answer, AskName, FromThread, Input, Progress } from './import-asks';
import program from './import-worker?worker&url';

/** The page's only policy for code of a thread: it knows one program. */
const policy = globalThis.trustedTypes?.createPolicy('feltbok-worker', { createScriptURL: () => program });

type Waiting = {
  settle: (answer: Answer<AskName>) => void;
  refuse: (reason: unknown) => void;
  tell: (progress: Progress) => void;
};

export type ImportThread = {
  /** Reads, checks and answers away from the page, so that the window answers meanwhile. Rejects when the thread has ended. */
  ask<Name extends AskName>(
    name: Name,
    input: Input<Name>,
    tell?: (progress: Progress) => void,
  ): Promise<Answer<Name>>;
};

/** A thread for one table. It ends by `signal`; `onLost` is called when it ends by itself. */
export function startImportThread(signal: AbortSignal, onLost: () => void): ImportThread {
  const worker = new Worker(policy?.createScriptURL(program) ?? program, { type: 'module' });
  const waiting = new Map<number, Waiting>();
  let asked = 0;

  function refuse(id: number): void {
    waiting.get(id)?.refuse(new Error('The thread could not answer'));
    waiting.delete(id);
  }
  function refuseAll(reason: unknown): void {
    for (const { refuse } of waiting.values()) refuse(reason);
    waiting.clear();
  }
  signal.addEventListener('abort', () => {
    worker.terminate();
    refuseAll(signal.reason);
  });
  worker.onmessage = ({ data }: MessageEvent<FromThread>) => {
    if (data.kind === 'failed') return refuse(data.id);
    if (data.kind === 'progress') return waiting.get(data.id)?.tell(data.progress);
    waiting.get(data.id)?.settle(data.answer);
    waiting.delete(data.id);
  };
  worker.onerror = () => {
    onLost();
    refuseAll(new Error('The thread has ended'));
  };

  return {
    ask: <Name extends AskName>(name: Name, input: Input<Name>, tell: Waiting['tell'] = () => {}) =>
      new Promise<Answer<Name>>((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        asked += 1;
        // An answer has the id of what was asked, and is of its kind.
        const settle = (answer: Answer<AskName>) => resolve(answer as Answer<Name>);
        waiting.set(asked, { settle, refuse: reject, tell });
        worker.postMessage({ id: asked, name, input });
      }),
  };
}
