import { basename } from 'node:path';
import type { SavingLine } from './saving-process';

/** One step of what a process did to its files, as strace saw it. */
export type TraceStep =
  | { kind: 'write'; file: string; at: number | null; bytes: Buffer }
  | { kind: 'sync' | 'unlink'; file: string }
  | { kind: 'truncate'; file: string; length: number }
  | { kind: 'rename'; file: string; to: string }
  | { kind: 'said'; line: SavingLine };

/** Options of strace for `readTrace`: paths beside descriptors, and every byte as \xHH. */
export const traceOptions = [
  '-y',
  '-xx',
  '-s',
  '2000000',
  '-e',
  'trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename',
];

/** The steps in a folder's files, by name, in order; shared memory is no file to a power cut. */
export function readTrace(trace: string, folder: string): TraceStep[] {
  let said = '';
  const steps: TraceStep[] = [];
  for (const line of trace.split('\n')) {
    const call = /^(\w+)\((.*)$/.exec(line);
    if (!call || / = -1 /.test(line)) continue;
    const [, name = '', rest = ''] = call;
    const own = /^(\d+)<([^>]*)>/.exec(rest);
    const path = own ? decode(own[2] ?? '').toString() : '';
    const strings = [...rest.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, text]) => decode(text ?? ''));
    if (name === 'write' && own?.[1] === '1') {
      said += strings[0]?.toString() ?? '';
      const lines = said.split('\n');
      said = lines.pop() ?? '';
      for (const one of lines) steps.push({ kind: 'said', line: JSON.parse(one) as SavingLine });
      continue;
    }
    if (name === 'unlink' || name === 'rename') {
      const [from, to] = strings.map((text) => text.toString());
      if (!from?.startsWith(folder)) continue;
      if (name === 'unlink') steps.push({ kind: 'unlink', file: basename(from) });
      else steps.push({ kind: 'rename', file: basename(from), to: basename(to ?? '') });
      continue;
    }
    if (!path.startsWith(folder) || path.endsWith('-shm')) continue;
    const file = basename(path);
    if (name === 'pwrite64') {
      const at = Number(/, \d+, (\d+)\)/.exec(rest)?.[1] ?? 0);
      steps.push({ kind: 'write', file, at, bytes: strings[0] ?? Buffer.alloc(0) });
    } else if (name === 'write')
      steps.push({ kind: 'write', file, at: null, bytes: strings[0] ?? Buffer.alloc(0) });
    else if (name === 'fsync' || name === 'fdatasync') steps.push({ kind: 'sync', file });
    else if (name === 'ftruncate') {
      steps.push({ kind: 'truncate', file, length: Number(/, (\d+)\)/.exec(rest)?.[1] ?? 0) });
    }
  }
  return steps;
}

function decode(text: string): Buffer {
  return text.startsWith('\\x') ? Buffer.from(text.replaceAll('\\x', ''), 'hex') : Buffer.from(text);
}
