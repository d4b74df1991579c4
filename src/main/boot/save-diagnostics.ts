import type { SavedFile } from '../../shared/contracts/saved-file';
import { isoDay } from '../../shared/rules/format-time';
import { type FilePorts, saveFile } from '../files/save-file';
import { collectDiagnostics, type DiagnosticsPorts } from './collect-diagnostics';

/** Writes what helps somebody who cannot see the computer to a file that the person chooses. */
export function saveDiagnostics(
  ports: DiagnosticsPorts,
  files: Pick<FilePorts, 'chooseFile'>,
): Promise<SavedFile> {
  const name = `feltbok-feilsoking-${isoDay(ports.nowMs())}.json`;
  return saveFile(files, name, (write) => write(collectDiagnostics(ports)));
}
