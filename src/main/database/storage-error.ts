import type { StorageProblem } from '../../shared/contracts/errors';

/** The database could not be read or written for a reason outside the program. Nothing of the transaction is kept. */
export class StorageError extends Error {
  constructor(readonly problem: StorageProblem) {
    super(`Storage problem: ${problem}`);
  }
}

/** Null when the error is not the storage's fault but ours. */
export function storageProblemOf(error: unknown): StorageProblem | null {
  if (error instanceof StorageError) return error.problem;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return 'disk_full';
  if (
    code.startsWith('SQLITE_READONLY') ||
    code === 'EROFS' ||
    code === 'EACCES' ||
    code === 'SQLITE_CANTOPEN'
  )
    return 'read_only';
  if (code === 'SQLITE_NOTADB') return 'wrong_key';
  if (code.startsWith('SQLITE_CORRUPT')) return 'damaged';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'in_use';
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') return 'io';
  return null;
}

/** Whether a page was met that is not as it was written. While a database is open its key is the right one. */
export function isDamage(error: unknown): boolean {
  const problem = storageProblemOf(error);
  return problem === 'damaged' || problem === 'wrong_key';
}
