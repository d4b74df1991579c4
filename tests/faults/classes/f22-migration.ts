import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../src/main/database/open-database';
import type { FaultClass, FaultOptions } from '../fault-class';
import { buildProgram } from '../support/build-program';
import type { MigratingOrder } from '../support/migrating-process';
import { copyFolder, migrationsFolder, temporaryFolder } from '../support/test-profile';

const key = Buffer.alloc(32, 5);
const queued = 300;

export const faultClass: FaultClass = {
  id: 'F22',
  title: 'migration from the first schema interrupted at every statement, by a kill and by a full disk',
  needs: ['strace'],
  async run(options) {
    const program = await buildProgram('migrating-process');
    const rig = makeRig(program);
    const found = { tries: 0, lost: 0, corrupt: 0 };
    const check = () => {
      const { lost, corrupt } = checked();
      found.tries += 1;
      found.lost += lost;
      found.corrupt += corrupt;
    };
    const checked = () => {
      try {
        return rig.check();
      } catch (error) {
        // Not even a named problem: a start that fails.
        console.error(`  ${error instanceof Error ? error.message : error}`);
        return { lost: queued, corrupt: 1 };
      }
    };
    const statements = rig.migrate({ dieAt: 0, side: 'before' }).statements;
    const kills = spread(statements, options.scaled(statements));
    for (const [index, dieAt] of kills.entries()) {
      options.progress(index, kills.length);
      for (const side of ['before', 'after'] as const) {
        rig.migrate({ dieAt, side });
        check();
      }
    }
    const writes = rig.countWrites();
    for (const when of spread(writes, options.scaled(60))) {
      rig.migrateOnFullDisk(when);
      check();
    }
    rig.remove();
    return {
      ...found,
      duplicated: 0,
      note: `${queued} queued; ${statements} statements, ${writes} writes in an uninterrupted one`,
    };
  },
};

/** So many numbers from 1 to `last`, evenly. */
function spread(last: number, most: number): number[] {
  const count = Math.min(last, most);
  return Array.from({ length: count }, (_, index) => 1 + Math.floor((index * last) / count));
}

function makeRig(program: string) {
  const first = firstMigrationOnly();
  const base = makeBase(first);
  const folder = temporaryFolder('f22');
  const log = join(first, 'strace');
  const run = (order: Pick<MigratingOrder, 'dieAt' | 'side'>, before: string[]) => {
    copyFolder(base, folder);
    const [command, ...args] = [...before, process.execPath, program] as unknown as [string, ...string[]];
    const full: MigratingOrder = { ...order, folder, migrationsFolder, key: key.toString('base64') };
    const { stdout } = spawnSync(command, args, {
      env: { ...process.env, FAULTS_MIGRATING: JSON.stringify(full) },
      encoding: 'utf8',
    });
    return stdout ? (JSON.parse(stdout) as { statements: number }) : { statements: 0 };
  };
  const never = { dieAt: 0, side: 'before' } as const;
  const paths = ['', '-wal', '.before'].flatMap((end) => ['--trace-path', join(folder, `feltbok.db${end}`)]);
  const traced = (...options: string[]) => ['strace', '-f', '-qq', '-o', log, ...paths, ...options];
  return {
    migrate: (order: Pick<MigratingOrder, 'dieAt' | 'side'>) => run(order, []),
    migrateOnFullDisk: (when: number) =>
      run(never, traced('-e', 'trace=pwrite64', '-e', `inject=pwrite64:error=ENOSPC:when=${when}+`)),
    countWrites() {
      run(never, traced('-e', 'trace=pwrite64'));
      return readFileSync(log, 'latin1')
        .split('\n')
        .filter((line) => line.includes('pwrite64(')).length;
    },
    /** The new version must be able to go on with it, and until it has, the old one too. */
    check() {
      const old = openDatabase({
        file: join(folder, 'feltbok.db'),
        key,
        migrationsFolder: first,
        keepsQueueCopy: false,
      });
      if (old.kind === 'open') old.database.close();
      const isNamed = old.kind === 'open' || old.problem === 'too_new';
      const opened = openDatabase({ file: join(folder, 'feltbok.db'), key, migrationsFolder });
      if (opened.kind === 'problem') return { lost: queued, corrupt: 1 };
      const rows = Number(opened.database.prepare('SELECT count(DISTINCT id) FROM outbox').pluck().get());
      const corrupt = isNamed && opened.database.isIntact() ? 0 : 1;
      opened.database.close();
      return { lost: queued - rows, corrupt };
    },
    remove() {
      for (const each of [first, base, folder]) rmSync(each, { recursive: true, force: true });
    },
  };
}

/** A folder of migrations that ends where the first released version did. */
function firstMigrationOnly(): string {
  const folder = temporaryFolder('f22-first');
  cpSync(migrationsFolder, folder, { recursive: true });
  const journalFile = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: { tag: string }[] };
  journal.entries = journal.entries.slice(0, 1);
  writeFileSync(journalFile, JSON.stringify(journal));
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.sql') && !name.startsWith(journal.entries[0]?.tag ?? '')) rmSync(join(folder, name));
  }
  return folder;
}

/** A profile of the first version with a full queue, written by its own SQL. */
function makeBase(first: string): string {
  const folder = temporaryFolder('f22-base');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'feltbok.db');
  const opened = openDatabase({ file, key, migrationsFolder: first, keepsQueueCopy: false });
  if (opened.kind === 'problem') throw new Error(opened.problem);
  const { database } = opened;
  const insert = database.prepare(
    `INSERT INTO outbox (id, operation, entity, record_id, endpoint, payload, schema_version, state, made_at, actor)
     VALUES (?, 'create', 'contacts', ?, '/v1/contacts/mutations', '{"base":{},"changes":{},"references":[]}', 1, ?, 1, 'a')`,
  );
  const audit = database.prepare(
    `INSERT INTO audit_log (at, actor, action, entity, record_id, fields) VALUES (1, 'a', 'created', 'contacts', ?, '[]')`,
  );
  database.write(() => {
    database.prepare(`INSERT INTO sync_state (only, device_id) VALUES (1, 'device')`).run();
    for (let index = 0; index < queued; index += 1) {
      insert.run(`m${index}`, `r${index}`, ['pending', 'in_flight', 'parked'][index % 3]);
      audit.run(`r${index}`);
    }
  });
  database.close();
  return folder;
}

export const newerDatabase: FaultClass = {
  id: 'F23',
  title: 'database of a newer version',
  async run({ scaled, progress }: FaultOptions) {
    const folder = temporaryFolder('f23');
    const file = join(folder, 'feltbok.db');
    const tries = scaled(100);
    let corrupt = 0;
    for (let index = 0; index < tries; index += 1) {
      progress(index, tries);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      const made = openDatabase({ file, key, migrationsFolder });
      if (made.kind === 'problem') throw new Error(made.problem);
      // Each tries another distance: a migration later by a millisecond, or by years; a format one or a hundred higher.
      const later = 9_000_000_000_000 + index;
      if (index % 2 === 0) {
        made.database
          .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
          .run('later', later);
      } else made.database.prepare(`PRAGMA user_version = ${index % 4 === 1 ? 1 : 100}`).run();
      made.database.close();
      const before = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('base64'));
      const opened = openDatabase({ file, key, migrationsFolder });
      const after = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('base64'));
      const isRefused = opened.kind === 'problem' && opened.problem === 'too_new';
      if (opened.kind === 'open') opened.database.close();
      if (!isRefused || JSON.stringify(before) !== JSON.stringify(after)) corrupt += 1;
    }
    rmSync(folder, { recursive: true });
    return { tries, lost: 0, duplicated: 0, corrupt, note: 'corrupt: not refused, or a file was changed' };
  },
};

export const faultClasses = [faultClass, newerDatabase];
