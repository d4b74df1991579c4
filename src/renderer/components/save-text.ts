import type { TFunction } from 'i18next';
import type { SaveResult } from '../../shared/contracts/ipc';

export type SaveFailure = Exclude<SaveResult, { kind: 'saved' }> | { kind: 'interrupted' };

/** Why something was not saved and what to do about it. */
export function saveText(t: TFunction, failure: SaveFailure): string {
  switch (failure.kind) {
    case 'storage_problem':
      return t('problems:save_failed', { reason: t(`problems:storage.${failure.problem}`) });
    case 'refused':
      return refusedText(t, failure.problems);
    case 'not_found':
      return t('problems:not_found');
    case 'interrupted':
      return t('problems:interrupted');
  }
}

function refusedText(t: TFunction, problems: { field: string; code: string }[]): string {
  const sentences = problems.map(({ code }) =>
    t([`batch:problem.${code}`, `problems:rejection.${code}`, 'problems:rejection.validation']),
  );
  return t('problems:refused', { reason: sentences.join(' ') });
}

/** An answer that never came is told like any other failure. */
export async function asked(call: Promise<SaveResult>): Promise<SaveResult | { kind: 'interrupted' }> {
  try {
    return await call;
  } catch {
    return { kind: 'interrupted' };
  }
}
