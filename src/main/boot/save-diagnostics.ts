import { rename, rm, writeFile } from 'node:fs/promises';
import { isoDay } from '../../shared/rules/format-time';
import { collectDiagnostics, type DiagnosticsPorts } from './collect-diagnostics';

/** The file appears under its name when it is complete, or not at all. `chooseFile`: asks where; null when she thinks better of it. */
export async function saveDiagnostics(
  ports: DiagnosticsPorts,
  chooseFile: (name: string) => Promise<string | null>,
): Promise<{ kind: 'saved' | 'cancelled' | 'failed' }> {
  const path = await chooseFile(`feltbok-feilsoking-${isoDay(ports.nowMs())}.json`);
  if (path === null) return { kind: 'cancelled' };
  const part = `${path}.part`;
  try {
    await writeFile(part, collectDiagnostics(ports), { mode: 0o600 });
    await rename(part, path);
    return { kind: 'saved' };
  } catch {
    await rm(part, { force: true }).catch(() => {});
    return { kind: 'failed' };
  }
}
