import type Sqlite from 'better-sqlite3';
import { isDamage } from './storage-error';

/** So long at a time, in milliseconds; then everybody else has a turn. */
const sliceMs = 4;

/**
 * Reads and authenticates every page that belongs to a table or an index, on a connection of its own. True also
 * when the check could not be made: only damage is damage.
 */
export async function checkPages(open: () => Sqlite.Database): Promise<boolean> {
  let connection: Sqlite.Database | null = null;
  try {
    connection = open();
    // One step of this virtual table is one page.
    const pages = connection.prepare('SELECT pageno FROM dbstat').raw().iterate();
    for (let done = false; !done; ) {
      const endAt = performance.now() + sliceMs;
      while (!done && performance.now() < endAt) done = pages.next().done === true;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return true;
  } catch (error) {
    return !isDamage(error);
  } finally {
    connection?.close();
  }
}
