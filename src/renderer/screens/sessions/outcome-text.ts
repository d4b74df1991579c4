import type { TFunction } from 'i18next';
import type { UndoResult } from '../../../shared/contracts/ipc';
import type { SaveProblem } from '../../../shared/contracts/saved-file';
import { saveText } from '../../components/save-text';

/** What came of something that was done with a session. `result` is null when the app did not answer. */
export type Outcome =
  | { what: 'undone' | 'reopened'; result: UndoResult | null }
  | { what: 'not_saved'; why: SaveProblem }
  | { what: 'exported' | 'print_failed' };

/** Whether her rows are in the session under way now. */
export function isTakenBack(outcome: Outcome): boolean {
  return 'result' in outcome && outcome.result?.kind === 'undone';
}

export function outcomeText(t: TFunction<'sessions'>, outcome: Outcome): string {
  if (outcome.what === 'not_saved') return t(`common:not_saved.${outcome.why}`);
  if (!('result' in outcome)) return t(`outcome.${outcome.what}`);
  const { result } = outcome;
  if (!result) return saveText(t as TFunction, { kind: 'interrupted' });
  if (result.kind === 'storage_problem') return saveText(t as TFunction, result);
  if (result.kind === 'not_found') return t('common:undo.not_found');
  const sentences = [t('common:undo.rows', { count: result.undone })];
  if (result.kept > 0) sentences.push(t('common:undo.rows_kept', { count: result.kept }));
  if (result.waiting > 0) sentences.push(t('common:undo.waiting'));
  return sentences.join(' ');
}
