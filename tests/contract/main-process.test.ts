import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feltbok-server-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function start() {
  const { DATABASE_URL: _, FELTBOK_SECRET: __, ...env } = process.env;
  const args = ['--import', 'tsx', 'server/main.ts', '--port', '0', '--data', folder, '--demo'];
  const child = spawn(process.execPath, args, { env });
  children.push(child);
  return child;
}

async function readText(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

it('says in one line that it is ready, refuses a second on its folder, and ends cleanly when told to', {
  timeout: 120_000,
}, async () => {
  const first = start();
  const [line] = (await once(first.stdout, 'data')) as [Buffer];
  const ready = JSON.parse(line.toString()) as { listening: string; demo: string; epoch: string };
  expect(ready).toMatchObject({ demo: 'S', listening: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
  expect((await fetch(`${ready.listening}/v1/health`)).status).toBe(200);

  const second = start();
  expect(await readText(second.stderr)).toContain('Another Feltbok server');
  expect(second.exitCode ?? (await once(second, 'exit'))[0]).toBe(1);

  first.kill('SIGTERM');
  expect(await once(first, 'exit')).toEqual([0, null]);
  expect(await readdir(folder)).not.toContain('feltbok.lock');

  const again = start();
  const [sameLine] = (await once(again.stdout, 'data')) as [Buffer];
  expect(JSON.parse(sameLine.toString())).toMatchObject({ demo: 'S', epoch: ready.epoch });
});
