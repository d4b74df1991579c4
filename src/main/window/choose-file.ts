import { dialog } from 'electron';

/** Asks where to save a file; null when the person cancels. The page never names a path. */
export async function chooseFile(name: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: name,
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || !filePath ? null : filePath;
}
