import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TrailProgress, TrailRequest } from '../../shared/contracts/ipc';
import type { Person } from '../../shared/contracts/sync-api';
import { isoDay } from '../../shared/rules/format-time';
import type { Speech } from '../../shared/rules/words';
import { readLines } from '../audit/read-lines';
import { readTrailHead, type TrailHead } from '../audit/trail-head';
import { type Verdict, verifyTrail } from '../audit/verify-trail';
import { type FilePorts, saveInSteps, type WritePiece } from '../files/save-file';
import type { Context } from './context';
import { readSent } from './find-sent';
import { csvFile, jsonFile } from './trail-file';

export type TrailPorts = {
  files: FilePorts;
  /** The head kept outside the database. */
  kept(): TrailHead | null;
};

/** Lines handled at a time, so that the main process is not held. */
const slice = 2000;

/** Who has lines in the trail, the person signed in first. Only her name is known on this device. */
export function listTrailPeople(
  { database }: Context,
  person: Person,
): { id: string; name: string | null }[] {
  const actors = database.prepare('SELECT DISTINCT actor FROM audit_log').pluck().all() as string[];
  const others = actors.filter((id) => id !== person.id);
  return [{ id: person.id, name: person.name }, ...others.map((id) => ({ id, name: null }))];
}

/**
 * Checks the whole trail, then writes the lines of a period and a person to a file that the person chooses, told
 * step by step.
 */
export async function* exportTrail(
  context: Context,
  person: Person,
  { request, ports: { files, kept } }: { request: TrailRequest; ports: TrailPorts },
): AsyncGenerator<TrailProgress, void> {
  const name = `feltbok-${isoDay(context.now())}.${request.format}`;
  const speech = files.speech();
  const saved = yield* saveInSteps(files, name, async function* (write) {
    const total = readTrailHead(context.database).number;
    yield { kind: 'working', done: 0, total } as const;
    const verdict = await verifyTrail(context.database, { kept: kept() });
    const lines = yield* writeLines(context, person, { request, verdict, total, speech, write });
    return { lines, check: verdict.kind };
  });
  yield saved.kind === 'saved' ? { kind: 'saved', ...saved.value } : saved;
}

type Writing = {
  request: TrailRequest;
  verdict: Verdict;
  total: number;
  speech: Speech;
  write: WritePiece;
};

/** Returns how many lines were written. */
async function* writeLines(
  context: Context,
  person: Person,
  { request, verdict, total, speech, write }: Writing,
): AsyncGenerator<Extract<TrailProgress, { kind: 'working' }>, number> {
  const { database } = context;
  const nameOf = (id: string) => (id === person.id ? person.name : id);
  const file = request.format === 'csv' ? csvFile(speech) : jsonFile();
  const isSent = readSent(database);
  const who = request.actor && nameOf(request.actor);
  await write(file.begin({ madeAt: context.now(), who, request, verdict }));
  let done = Number.MIN_SAFE_INTEGER;
  let lines = 0;
  for (;;) {
    const read = readLines(database, done, slice);
    const wanted = read.filter((line) => isAskedFor(line, request));
    const text = wanted.map((line) => file.line({ ...line, who: nameOf(line.actor), sent: isSent(line) }));
    await write(text.join(''));
    lines += wanted.length;
    done = read.at(-1)?.number ?? done;
    yield { kind: 'working', done: Math.max(0, done), total };
    if (read.length < slice) break;
    await nextTurn();
  }
  await write(file.end());
  return lines;
}

/** Both days included, by the calendar of Europe/Oslo. */
function isAskedFor(
  { at, actor }: { at: number; actor: string },
  { from, to, actor: asked }: TrailRequest,
): boolean {
  if (asked !== null && actor !== asked) return false;
  const day = isoDay(at);
  return (from === null || day >= from) && (to === null || day <= to);
}
