import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openDatabase } from '../../../src/main/database/open-database';

/** Opens a database with newer migrations and is killed before or after the n-th statement that it runs. */
export type MigratingOrder = {
  folder: string;
  migrationsFolder: string;
  key: string;
  dieAt: number;
  side: 'before' | 'after';
};

const order = JSON.parse(process.env.FAULTS_MIGRATING ?? '{}') as MigratingOrder;
let statements = 0;
const die = (side: MigratingOrder['side']) => {
  if (statements === order.dieAt && side === order.side) process.kill(process.pid, 'SIGKILL');
};
const counted = <T>(work: () => T): T => {
  statements += 1;
  die('before');
  const value = work();
  die('after');
  return value;
};

const { prepare, exec } = Sqlite.prototype;
Sqlite.prototype.exec = function (this: Sqlite.Database, sql) {
  return counted(() => exec.call(this, sql));
} as typeof exec;
Sqlite.prototype.prepare = function (this: Sqlite.Database, sql: string) {
  const statement = prepare.call(this, sql);
  for (const call of ['run', 'get', 'all'] as const) {
    const original = statement[call].bind(statement) as (...values: unknown[]) => unknown;
    Object.defineProperty(statement, call, {
      configurable: true,
      writable: true,
      value: (...values: unknown[]) => counted(() => original(...values)),
    });
  }
  return statement;
} as typeof prepare;

const opened = openDatabase({
  file: join(order.folder, 'feltbok.db'),
  key: Buffer.from(order.key, 'base64'),
  migrationsFolder: order.migrationsFolder,
});
if (opened.kind === 'open') opened.database.close();
process.stdout.write(JSON.stringify({ kind: opened.kind, statements }));
