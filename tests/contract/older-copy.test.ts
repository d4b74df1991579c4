import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startServer } from '../../server/start-server';
import { type Device, kari, pull, signIn } from './sync-client';

const refused = async (from: Device, given: string) => {
  const answer = await from.call('GET', `/v1/changes?cursor=${encodeURIComponent(given)}`);
  return [answer.status, ((await answer.json()) as { code: string }).code];
};

describe('cursor', () => {
  it('is refused by an older copy of the database that was put back without a new epoch', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'feltbok-older-'));
    const start = (name: string) =>
      startServer({ dataDir: join(folder, name), demo: 'S', passwordCost: 10, secret: 's'.repeat(44) });
    try {
      let there = await start('data');
      await there.close();
      cpSync(join(folder, 'data'), join(folder, 'copy'), { recursive: true });
      there = await start('data');
      const known = await signIn(there, kari);
      for (let edit = 0; edit < 5; edit += 1)
        await there.sql("UPDATE meta SET value = value WHERE key = 'epoch'");
      const reached = await pull(known, new Map());
      await there.close();
      there = await start('copy');
      const again = await signIn(there, kari, known.id);
      expect(await refused(again, reached)).toEqual([410, 'CURSOR_REFUSED']);
      await again.page((await again.page()).cursor);
      await there.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});
