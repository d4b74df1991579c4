import { Client } from 'pg';
import type { Told } from './sql';

const againMs = 2000;

/** Hears notifications on a connection of its own, which is opened again whenever it breaks. */
export async function listenOnPostgres(
  url: string,
  channels: readonly string[],
  told: Told,
): Promise<() => Promise<void>> {
  let client: Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function connect(): Promise<void> {
    const opened = new Client({ connectionString: url, keepAlive: true });
    opened.on('notification', ({ channel, payload }) => told.notified(channel, payload ?? ''));
    opened.on('error', () => lose(opened));
    opened.on('end', () => lose(opened));
    client = opened;
    await opened.connect();
    for (const channel of channels) await opened.query(`LISTEN ${opened.escapeIdentifier(channel)}`);
  }
  function lose(lost: Client): void {
    if (stopped || client !== lost) return;
    client = null;
    void lost.end().catch(() => undefined);
    timer = setTimeout(reconnect, againMs);
  }
  function reconnect(): void {
    connect().then(told.missed, () => {
      if (client) lose(client);
    });
  }

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
