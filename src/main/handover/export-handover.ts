import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HandoverCounts, HandoverProgress } from '../../shared/contracts/handover';
import { schemaVersion } from '../../shared/contracts/mutations';
import { invariant } from '../../shared/rules/assert-never';
import { codeBytes, readCode, writeCode } from '../../shared/rules/file-code';
import { isoDay } from '../../shared/rules/format-time';
import { isNothing } from '../../shared/rules/may-delete';
import { createSealer } from '../database/sealed-frames';
import { type FilePorts, saveInSteps, type WritePiece } from '../files/save-file';
import { collectQueue, countQueue } from './collect-queue';
import { framesOf, type HandoverContent } from './handover-content';
import { frameKeyOf, writeHead } from './handover-file';
import type { HandoverContext, HandoverPorts } from './ports';

/** Sealing a hundred rows takes a few milliseconds; others have their turn between. */
const framesAtOnce = 4;

/**
 * Writes everything that is not sent to a sealed file that the person chooses, told step by step. Nothing goes from
 * this computer: both may send, and the server takes each mutation once. `onFinished`: told what is in it once it stands.
 */
export async function* exportHandover(
  context: HandoverContext,
  { files, lock }: { files: Pick<FilePorts, 'chooseFile'>; lock: HandoverPorts['lock'] },
  onFinished: (content: HandoverContent) => void = () => {},
): AsyncGenerator<HandoverProgress, void> {
  if (isNothing(countQueue(context.database))) return yield { kind: 'nothing' };
  const saved = yield* saveInSteps(
    files,
    `feltbok-${isoDay(context.now())}.feltbok`,
    async function* (write) {
      const counts = countQueue(context.database);
      const content = collectQueue(context.database, context.now());
      const shown = writeCode(randomBytes(codeBytes));
      const code = readCode(shown);
      invariant(code, 'a code that is shown can be typed');
      const key = randomBytes(32);
      const locked = await lock.close(key, code);
      yield* writeFrames(context, { content, counts, key, locked, write });
      return { content, counts, code: shown };
    },
  );
  if (saved.kind !== 'saved') return yield saved;
  const { content, code, counts } = saved.value;
  onFinished(content);
  yield { kind: 'saved', code, counts };
}

type Writing = {
  content: HandoverContent;
  counts: HandoverCounts;
  key: Buffer;
  locked: unknown;
  write: WritePiece;
};

async function* writeFrames(
  { person, now }: HandoverContext,
  { content, counts, key, locked, write }: Writing,
): AsyncGenerator<Extract<HandoverProgress, { kind: 'working' }>, void> {
  const frames = framesOf(content);
  const latest = Math.max(schemaVersion, ...content.outbox.map((row) => Number(row.schema_version)));
  const head = writeHead({
    orgId: person.orgId,
    personId: person.id,
    madeAt: now(),
    schemaVersion: latest,
    counts,
    frames: frames.length,
    lock: locked,
  });
  const seal = createSealer(frameKeyOf(key, head.bytes));
  await write(head.start);
  for (let at = 0; at < frames.length; at += framesAtOnce) {
    const some = frames.slice(at, at + framesAtOnce);
    await write(Buffer.concat(some.map((frame, index) => seal(at + index + 1, frame))));
    yield { kind: 'working', done: Math.min(at + framesAtOnce, frames.length), total: frames.length };
    await nextTurn();
  }
}
