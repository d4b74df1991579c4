import type { TFunction } from 'i18next';
import type { UndoResult } from '../../../shared/contracts/ipc';
import { saveText } from '../../components/save-text';

/** What came of something that was done with a session. `result` is null when the app did not answer. */
export type Outcome = {
  what: 'undone' | 'reopened' | 'exported' | 'export_failed' | 'print_failed';
  result: UndoResult | null;
  fine: boolean;
  /** Her rows are in the session under way now. */
  toBatch: boolean;
};

export function outcomeText(t: TFunction<'sessions'>, { what, result }: Outcome): string {
  if (what !== 'undone' && what !== 'reopened') return t(`outcome.${what}`);
  if (!result) return saveText(t as TFunction, { kind: 'interrupted' });
  if (result.kind === 'storage_problem') return saveText(t as TFunction, result);
  if (result.kind === 'not_found') return t('common:undo.not_found');
  const sentences = [t('common:undo.rows', { count: result.undone })];
  if (result.kept > 0) sentences.push(t('common:undo.rows_kept', { count: result.kept }));
  if (result.waiting > 0) sentences.push(t('common:undo.waiting'));
  return sentences.join(' ');
}
