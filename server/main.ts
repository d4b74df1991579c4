import { FolderInUse } from './database/lock-folder';
import { readOptions, WrongOptions } from './read-options';
import { startServer } from './start-server';

const { FELTBOK_SECRET, DATABASE_URL } = process.env;

try {
  const options = readOptions(process.argv.slice(2), { FELTBOK_SECRET });
  const server = await startServer({
    ...options,
    databaseUrl: DATABASE_URL ?? null,
    secret: FELTBOK_SECRET ?? null,
  });
  const stop = () => {
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const [demo] = await server.sql<{ value: string }>(`SELECT value FROM meta WHERE key = 'demo'`);
  const { url, epoch } = server;
  process.stdout.write(`${JSON.stringify({ listening: url, demo: demo?.value ?? null, epoch })}\n`);
} catch (error) {
  console.error(sentence(error));
  process.exit(1);
}

function sentence(error: unknown): string {
  if (error instanceof WrongOptions || error instanceof FolderInUse) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'The port is taken. Choose another with --port.';
  return `The server could not start: ${message}`;
}
