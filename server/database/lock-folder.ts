import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export class FolderInUse extends Error {}

type Holder = { pid: number; startedAt: number };

/**
 * Takes the data folder for this process; two processes on one folder would lose data without a complaint.
 * The lock of a process that is gone is taken over. Returns how to let go.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'feltbok.lock');
  if (!(await write(path))) {
    const holder = await readHolder(path);
    if (holder && isAlive(holder)) throw new FolderInUse(sentence(folder, holder));
    await rm(path, { force: true });
    if (!(await write(path))) throw new FolderInUse(sentence(folder, await readHolder(path)));
  }
  return () => rm(path, { force: true });
}

async function write(path: string): Promise<boolean> {
  const holder: Holder = { pid: process.pid, startedAt: ownStart() };
  try {
    await writeFile(path, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

/** In a container every server has the same pid, so the time of start tells a predecessor from oneself. */
function isAlive(holder: Holder): boolean {
  if (holder.pid === process.pid) return Math.abs(holder.startedAt - ownStart()) < 5000;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function ownStart(): number {
  return Math.round(Date.now() - process.uptime() * 1000);
}

function sentence(folder: string, holder: Holder | null): string {
  const who = holder ? ` (process ${holder.pid})` : '';
  return `Another Feltbok server${who} is using ${folder}. Stop it, or choose another folder with --data.`;
}
