import type Sqlite from 'better-sqlite3';

const calls = ['run', 'get', 'all'] as const;

/** Tells of every error that a statement of this connection ends in, reading ones too, and lets it go on. */
export function watchStatements(connection: Sqlite.Database, onError: (error: unknown) => void): void {
  const prepare = connection.prepare.bind(connection);
  const watched = (sql: string) => {
    const statement = telling(() => prepare(sql));
    for (const call of calls) {
      const original = statement[call].bind(statement) as (...values: unknown[]) => unknown;
      Object.defineProperty(statement, call, {
        value: (...values: unknown[]) => telling(() => original(...values)),
        configurable: true,
      });
    }
    return statement;
  };
  const telling = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      onError(error);
      throw error;
    }
  };
  Object.defineProperty(connection, 'prepare', { value: watched, configurable: true });
}
