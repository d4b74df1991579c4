import type { ImportReading } from './import-source';
import program from './read-worker?worker&url';

/** After this long (ms) reading is given up. 5,000 rows take one to two seconds on a slow computer; the rest is room for wide sheets. */
const mostMs = 60_000;

/** The page's only policy for code of a thread: it knows one program. */
const policy = globalThis.trustedTypes?.createPolicy('feltbok-worker', { createScriptURL: () => program });

/** Reads a file in a thread of its own, so that the window answers meanwhile. Rejects when it is given up by `signal`. */
export function readInWorker(file: File, signal: AbortSignal): Promise<ImportReading> {
  return new Promise<ImportReading>((resolve, reject) => {
    const worker = new Worker(policy?.createScriptURL(program) ?? program, { type: 'module' });
    const timer = setTimeout(() => end(() => resolve({ kind: 'too_slow' })), mostMs);
    const giveUp = () => end(() => reject(signal.reason));
    function end(settle: () => void): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      worker.terminate();
      settle();
    }
    signal.addEventListener('abort', giveUp);
    worker.onmessage = ({ data }: MessageEvent<ImportReading>) => end(() => resolve(data));
    worker.onerror = () => end(() => resolve({ kind: 'damaged' }));
    worker.postMessage(file);
  });
}
