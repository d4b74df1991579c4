import { open, readFile, stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChosenHandover, HandoverRefusal, TakenHandover } from '../../shared/contracts/handover';
import { readCode } from '../../shared/rules/file-code';
import { openFrames } from '../database/sealed-frames';
import { storageProblemOf } from '../database/storage-error';
import { addFrame, emptyContent, type HandoverContent } from './handover-content';
import {
  frameKeyOf,
  type HandoverHead,
  headPeekBytes,
  maxFileBytes,
  readHead,
  refusalOf,
} from './handover-file';
import type { HandoverContext, HandoverPorts } from './ports';
import { takeOver } from './take-over';

/** Long enough to find the note with the code on it. */
const chosenForMs = 10 * 60_000;

export type Imports = {
  choose(): Promise<ChosenHandover>;
  take(asked: { id: string; code: string }): Promise<TakenHandover>;
};

/** Taking over a file in two steps: which one it is, then the code. Nothing is written before all of it is understood. */
export function createImports(
  context: HandoverContext,
  { chooseSource, lock }: Pick<HandoverPorts, 'chooseSource' | 'lock'>,
): Imports {
  let chosen: { id: string; path: string; until: number } | null = null;
  return {
    async choose() {
      chosen = null;
      const path = await chooseSource();
      if (path === null) return { kind: 'cancelled' };
      const start = await readStart(path);
      if (typeof start === 'string') return refused(start);
      const read = readHead(start);
      if (read.kind === 'refused') return read;
      const why = refusalOf(read.head, context.person);
      if (why) return refused(why);
      chosen = { id: context.newId(), path, until: context.now() + chosenForMs };
      const { madeAt, counts } = read.head;
      return { kind: 'chosen', id: chosen.id, madeAt, counts };
    },
    async take({ id, code }) {
      if (chosen?.id !== id || context.now() > chosen.until) return { kind: 'not_chosen' };
      const typed = readCode(code);
      if (!typed) return { kind: 'wrong_code' };
      const result = await takeFrom(context, lock, { path: chosen.path, code: typed });
      if (result.kind === 'taken') chosen = null;
      return result;
    },
  };
}

async function takeFrom(
  context: HandoverContext,
  lock: HandoverPorts['lock'],
  { path, code }: { path: string; code: string },
): Promise<TakenHandover> {
  const bytes = await readWhole(path);
  if (typeof bytes === 'string') return refused(bytes);
  const read = readHead(bytes);
  if (read.kind === 'refused') return read;
  // The file may have been exchanged since it was chosen.
  const why = refusalOf(read.head, context.person);
  if (why) return refused(why);
  const key = await lock.open(read.head.lock, code);
  if (key === 'damaged') return refused('damaged');
  if (key === 'wrong_code') return { kind: 'wrong_code' };
  const content = await openContent(bytes.subarray(read.framesAt), frameKeyOf(key, read.bytes), read.head);
  if (!content) return refused('damaged');
  try {
    const taken = await takeOver(context, content, nextTurn);
    context.onSaved(['activities', 'peer_mentors', 'contacts', 'outbox', 'conflicts', 'drafts']);
    return { kind: 'taken', ...taken };
  } catch (error) {
    const problem = storageProblemOf(error);
    if (problem) return { kind: 'storage_problem', problem };
    throw error;
  }
}

/** Null unless every frame opens and none is missing. Others have their turn between two frames. */
async function openContent(frames: Buffer, key: Buffer, head: HandoverHead): Promise<HandoverContent | null> {
  const content = emptyContent();
  let opened = 0;
  for (const frame of openFrames(frames, key)) {
    if (frame === 'gap' || !addFrame(content, frame.content)) return null;
    opened += 1;
    await nextTurn();
  }
  return opened === head.frames ? content : null;
}

async function readStart(path: string): Promise<Buffer | HandoverRefusal> {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > maxFileBytes) return 'too_large';
      const start = Buffer.alloc(Math.min(size, headPeekBytes));
      await handle.read(start, 0, start.length, 0);
      return start;
    } finally {
      await handle.close();
    }
  } catch {
    return 'unreadable';
  }
}

async function readWhole(path: string): Promise<Buffer | HandoverRefusal> {
  try {
    if ((await stat(path)).size > maxFileBytes) return 'too_large';
    return await readFile(path);
  } catch {
    return 'unreadable';
  }
}

function refused(why: HandoverRefusal): { kind: 'refused'; why: HandoverRefusal } {
  return { kind: 'refused', why };
}
