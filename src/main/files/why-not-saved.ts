import type { SaveProblem } from '../../shared/contracts/saved-file';

const problems: Record<string, SaveProblem> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  EACCES: 'not_allowed',
  EPERM: 'not_allowed',
  EROFS: 'not_allowed',
  EBUSY: 'in_use',
  ETXTBSY: 'in_use',
  ENOENT: 'folder_gone',
  ENOTDIR: 'folder_gone',
  ENODEV: 'folder_gone',
  ENXIO: 'folder_gone',
  EIO: 'folder_gone',
  ESTALE: 'folder_gone',
};

/** What the operating system's refusal means for the person; null when it was not the operating system that refused. */
export function whyNotSaved(error: unknown): SaveProblem | null {
  if (!(error instanceof Error) || !('syscall' in error && 'code' in error)) return null;
  const why = problems[String(error.code)] ?? 'unknown';
  // Beside its place the file could be written, so what stands there is held: Windows says so when Excel has it open.
  return why === 'not_allowed' && error.syscall === 'rename' ? 'in_use' : why;
}
