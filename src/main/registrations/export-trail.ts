import { open, rename, rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Language, TrailProgress, TrailRequest } from '../../shared/contracts/ipc';
import type { Person } from '../../shared/contracts/sync-api';
import { isoDay } from '../../shared/rules/format-time';
import { readLines } from '../audit/read-lines';
import { readTrailHead, type TrailHead } from '../audit/trail-head';
import { type Verdict, verifyTrail } from '../audit/verify-trail';
import type { Context } from './context';
import { readSent } from './find-sent';
import { csvFile, jsonFile } from './trail-file';

export type TrailPorts = {
  /** Asks the person where a file of this name should go; null when she thinks better of it. */
  chooseFile(name: string): Promise<string | null>;
  /** The head kept outside the database. */
  kept(): TrailHead | null;
  language(): Language;
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
 * step by step. The file appears under its name when it is complete, or not at all.
 */
export async function* exportTrail(
  context: Context,
  person: Person,
  { request, ports }: { request: TrailRequest; ports: TrailPorts },
): AsyncGenerator<TrailProgress, void> {
  const name = `feltbok-${isoDay(context.now())}.${request.format}`;
  const path = await ports.chooseFile(name);
  if (path === null) return yield { kind: 'cancelled' };
  const total = readTrailHead(context.database).number;
  yield { kind: 'working', done: 0, total };
  const verdict = await verifyTrail(context.database, { kept: ports.kept() });
  const part = `${path}.part`;
  try {
    let lines = 0;
    for await (const step of writeFile(context, person, {
      request,
      verdict,
      part,
      language: ports.language(),
    })) {
      lines = step.lines;
      yield { kind: 'working', done: step.done, total };
    }
    await rename(part, path);
    yield { kind: 'saved', lines, check: verdict.kind };
  } catch {
    await rm(part, { force: true }).catch(() => {});
    yield { kind: 'failed' };
  }
}

type Writing = { request: TrailRequest; verdict: Verdict; part: string; language: Language };

async function* writeFile(
  context: Context,
  person: Person,
  { request, verdict, part, language }: Writing,
): AsyncGenerator<{ done: number; lines: number }, void> {
  const { database } = context;
  const nameOf = (id: string) => (id === person.id ? person.name : id);
  const file = request.format === 'csv' ? csvFile(language) : jsonFile();
  const isSent = readSent(database);
  const handle = await open(part, 'w', 0o600);
  try {
    const who = request.actor && nameOf(request.actor);
    await handle.write(file.begin({ madeAt: context.now(), who, request, verdict }));
    let done = Number.MIN_SAFE_INTEGER;
    let lines = 0;
    for (;;) {
      const read = readLines(database, done, slice);
      const wanted = read.filter((line) => isAskedFor(line, request));
      const text = wanted.map((line) => file.line({ ...line, who: nameOf(line.actor), sent: isSent(line) }));
      if (text.length > 0) await handle.write(text.join(''));
      lines += wanted.length;
      done = read.at(-1)?.number ?? done;
      yield { done: Math.max(0, done), lines };
      if (read.length < slice) break;
      await nextTurn();
    }
    await handle.write(file.end());
    await handle.sync();
  } finally {
    await handle.close();
  }
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
