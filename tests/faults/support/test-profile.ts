import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openProfile } from '../../../src/main/boot/open-profile';
import { systemRandom } from '../../../src/main/boot/system-ports';
import type { Database } from '../../../src/main/database/open-database';
import { draftSessions, drafts, outbox } from '../../../src/main/database/schema';
import { writeSession } from '../../../src/main/database/session-row';
import { readSyncState } from '../../../src/main/database/sync-state';
import { enqueue, type Intent } from '../../../src/main/outbox/enqueue';

export const migrationsFolder = resolve(import.meta.dirname, '../../../resources/migrations');
const { newId } = systemRandom;
const nowMs = 1_800_000_000_000;

/** The doors to a profile folder's database, as the app has them. */
export const profileIn = (folder: string, migrations = migrationsFolder) =>
  openProfile({
    databaseFile: join(folder, 'feltbok.db'),
    migrationsFolder: migrations,
    ports: { nowMs: Date.now, newId, log: () => {} },
  });

export function temporaryFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `feltbok-${name}-`));
}

/** Makes the folder hold what the other holds, and nothing else. */
export function copyFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  for (const name of readdirSync(to)) if (name.endsWith('-shm')) rmSync(join(to, name));
}

/** What was acknowledged in a profile, by id. */
export type Saved = { mutations: Set<string>; drafts: Set<string> };

/** Signs a person in and gives the device its id, as a first start does. */
export function beginProfile(database: Database): void {
  readSyncState(database, newId);
  const person = { id: newId(), name: 'Kari', email: 'kari@feltbok.example', role: 'coordinator' } as never;
  writeSession(database, { person, refreshToken: 'token' });
}

export function queueMentors(database: Database, count: number, saved: Saved): void {
  const intents: Intent[] = Array.from({ length: count }, (_, index) => ({
    id: newId(),
    operation: 'create',
    entity: 'peer_mentors',
    recordId: newId(),
    changes: { displayName: `Navn ${index} ${'x'.repeat(300)}`, shortCode: `N${index}`, homeUnitId: newId() },
    base: {},
    references: [],
    madeAt: nowMs,
    actor: newId(),
  }));
  enqueue(database, intents, nowMs);
  for (const { id } of intents) saved.mutations.add(id);
}

export function typeRows(database: Database, count: number, saved: Saved): void {
  const sessionId = newId();
  const header = { unitId: newId(), values: {}, pinned: [] };
  database.write(() => {
    const times = { openedAt: nowMs, updatedAt: nowMs };
    database.orm
      .insert(draftSessions)
      .values({ id: sessionId, header, ...times })
      .run();
  });
  for (let position = 1; position <= count; position += 1) {
    const id = newId();
    const row = { id, sessionId, position, origin: 'free' as const, cells: { note: `n${position}` } };
    database.write(() =>
      database.orm
        .insert(drafts)
        .values({ ...row, updatedAt: nowMs })
        .run(),
    );
    saved.drafts.add(id);
  }
}

/** Of what was acknowledged, how much a database does not hold (any more). */
export function missingIn(
  database: Database,
  saved: Saved,
): { mutations: number; drafts: number; doubled: number } {
  const ids = database.orm
    .select({ id: outbox.id })
    .from(outbox)
    .all()
    .map(({ id }) => id);
  const rows = new Set(
    database.orm
      .select({ id: drafts.id })
      .from(drafts)
      .all()
      .map(({ id }) => id),
  );
  return {
    mutations: [...saved.mutations].filter((id) => !ids.includes(id)).length,
    drafts: [...saved.drafts].filter((id) => !rows.has(id)).length,
    doubled: ids.length - new Set(ids).size,
  };
}
