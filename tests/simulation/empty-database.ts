import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/main/database/open-database';
import { deviceKey, migrationsFolder } from './device';

let made: Buffer | null = null;

/** A database with its tables and nothing in them, made once a process: copying is quicker than migrating. */
export function emptyDatabase(folder: string): Buffer {
  if (made) return made;
  const file = join(folder, 'empty.db');
  const opened = openDatabase({ file, key: deviceKey, migrationsFolder });
  if (opened.kind === 'open') opened.database.close();
  made = readFileSync(file);
  return made;
}
