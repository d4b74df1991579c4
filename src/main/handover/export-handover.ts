import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HandoverCounts, HandoverProgress } from '../../shared/contracts/handover';
import { schemaVersion } from '../../shared/contracts/mutations';
import { invariant } from '../../shared/rules/assert-never';
import { codeBytes, readCode, writeCode } from '../../shared/rules/file-code';
import { isoDay } from '../../shared/rules/format-time';
import { isNothing } from '../../shared/rules/may-delete';
import { createSealer } from '../database/sealed-frames';
import { collectQueue, countQueue } from './collect-queue';
import { framesOf, type HandoverContent } from './handover-content';
import { frameKeyOf, writeHead } from './handover-file';
import type { HandoverContext, HandoverPorts } from './ports';

/** Sealing a hundred rows takes a few milliseconds; others have their turn between. */
const framesAtOnce = 4;

/**
 * Writes everything that is not sent to a sealed file that the person chooses, told step by step. Nothing goes from
 * this computer: both may send, and the server takes each mutation once. The file appears under its name when it is
 * complete, or not at all. `onFinished`: told what is in it once it stands.
 */
export async function* exportHandover(
  context: HandoverContext,
  { chooseTarget, lock }: Pick<HandoverPorts, 'chooseTarget' | 'lock'>,
  onFinished: (content: HandoverContent) => void = () => {},
): AsyncGenerator<HandoverProgress, void> {
  if (isNothing(countQueue(context.database))) return yield { kind: 'nothing' };
  const path = await chooseTarget(`feltbok-${isoDay(context.now())}.feltbok`);
  if (path === null) return yield { kind: 'cancelled' };
  const part = `${path}.part`;
  try {
    const counts = countQueue(context.database);
    const content = collectQueue(context.database, context.now());
    const shown = writeCode(randomBytes(codeBytes));
    const code = readCode(shown);
    invariant(code, 'a code that is shown can be typed');
    const key = randomBytes(32);
    const locked = await lock.close(key, code);
    for await (const step of writeFile(context, { content, counts, key, locked, part })) yield step;
    await rename(part, path);
    onFinished(content);
    yield { kind: 'saved', code: shown, counts };
  } catch {
    await rm(part, { force: true }).catch(() => {});
    yield { kind: 'failed' };
  }
}

type Writing = {
  content: HandoverContent;
  counts: HandoverCounts;
  key: Buffer;
  locked: unknown;
  part: string;
};

async function* writeFile(
  { person, now }: HandoverContext,
  { content, counts, key, locked, part }: Writing,
): AsyncGenerator<HandoverProgress, void> {
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
  const handle = await open(part, 'w', 0o600);
  try {
    await handle.write(head.start);
    for (let at = 0; at < frames.length; at += framesAtOnce) {
      const some = frames.slice(at, at + framesAtOnce);
      await handle.write(Buffer.concat(some.map((frame, index) => seal(at + index + 1, frame))));
      yield { kind: 'working', done: Math.min(at + framesAtOnce, frames.length), total: frames.length };
      await nextTurn();
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}
