import Sqlite from 'better-sqlite3';

/**
 * Keeps a second process away from a profile folder, for as long as this one lives or until the answer is called:
 * two would each believe their own queue. The operating system lets go of the lock of a process that is killed.
 * Throws SQLITE_BUSY when another process holds it.
 */
export function lockProfile(databaseFile: string): () => void {
  const connection = new Sqlite(`${databaseFile}.lock`, { timeout: 2000 });
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    throw error;
  }
  return () => connection.close();
}
