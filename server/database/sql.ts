/** What queries are made with, inside one transaction. Values that JSON cannot hold come back as text. */
export type Sql = {
  query<Row>(text: string, params?: readonly unknown[]): Promise<Row[]>;
  /** Several statements in one text, without parameters. */
  run(script: string): Promise<void>;
};

/** On whose behalf a transaction runs; row level security reads it. */
export type Session = {
  orgId?: string;
  userId?: string;
  deviceId?: string;
  unitIds?: readonly string[] | 'all';
  /** Set only to find the one user who signs in. */
  email?: string;
  /** Set only to find the one organisation whose identity provider vouches for somebody. */
  orgSlug?: string;
};

/** A PostgreSQL, wherever it runs. */
export type Engine = {
  begin<T>(fn: (sql: Sql) => Promise<T>): Promise<T>;
  /** Resolves when it hears each NOTIFY on the channels; the answer ends it. */
  listen(channels: readonly string[], told: Told): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

export type Told = {
  notified(channel: string, payload: string): void;
  /** The line to the database was away for a while, and with it whatever was said. */
  missed(): void;
};

export type Database = {
  /** Runs as the plain role `feltbok_app`, bound to the session's organisation by row level security. */
  transaction<T>(session: Session, fn: (sql: Sql) => Promise<T>): Promise<T>;
  /** Runs as the owner of the tables: migrations, demonstration data, tests. */
  asOwner<T>(fn: (sql: Sql) => Promise<T>): Promise<T>;
  listen: Engine['listen'];
  close(): Promise<void>;
};
