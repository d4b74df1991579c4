import type { TFunction } from 'i18next';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UndoResult } from '../../shared/contracts/ipc';
import { api } from '../api/client';
import { saveText } from './save-text';

type Said = { sentence: string; undo: string | null };

/** The sentence about what was just saved, and taking that back while it stands there. */
export function useUndo() {
  const { t } = useTranslation();
  const [said, setSaid] = useState<Said | null>(null);
  const say = useCallback((sentence: string, undo?: string) => setSaid({ sentence, undo: undo ?? null }), []);
  const clear = useCallback(() => setSaid(null), []);
  /** Takes back what was done some time ago, by the id that it was answered with. */
  async function takeBack(undo: string): Promise<void> {
    const result = await api.activities.undo({ undo }).catch(() => null);
    setSaid({
      sentence: result ? undoText(t, result) : saveText(t, { kind: 'interrupted' }),
      // What could not be asked may be asked again.
      undo: result && result.kind !== 'storage_problem' ? null : undo,
    });
  }
  const last = said?.undo;
  const undo = last ? () => takeBack(last) : undefined;
  return { sentence: said?.sentence ?? null, undo, say, clear, takeBack };
}

/** What came of taking one record back. */
function undoText(t: TFunction, result: UndoResult): string {
  if (result.kind === 'storage_problem') return saveText(t, result);
  if (result.kind === 'not_found') return t('common:undo.not_found');
  if (result.waiting > 0) return t('common:undo.waiting');
  if (result.kept === 0) return t('common:undo.done');
  return t(result.undone > 0 ? 'common:undo.partly' : 'common:undo.kept');
}
