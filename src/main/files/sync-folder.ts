import { open } from 'node:fs/promises';

/**
 * Makes a new name in a folder durable, as far as the folder can: Windows does not open folders and does not need it,
 * and one on another computer may refuse. The file is whole either way.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {}
}
