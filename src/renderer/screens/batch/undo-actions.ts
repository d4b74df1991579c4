import type { Place } from '../../../shared/contracts/drafts';
import type { IdStock } from './id-stock';
import type { SaveLine } from './save-line';
import type { SessionApi } from './session-api';
import { blankRow, findRow, type SessionAction, type SessionState } from './session-state';
import type { StepActions } from './step-actions';

type Wiring = {
  api: Pick<SessionApi, 'drafts'>;
  get: () => SessionState;
  dispatch: (action: SessionAction) => void;
  ids: Pick<IdStock, 'take'>;
  saves: SaveLine;
  activate: (place: Place) => void;
  steps: StepActions;
};

/** Backwards and forwards through what was done in the session, also before a restart. */
export function makeUndoActions({ api, get, dispatch, ids, saves, activate, steps }: Wiring) {
  async function undo(): Promise<'undone' | 'nothing'> {
    if (get().editing.manner !== 'select') {
      undoCell();
      return 'undone';
    }
    return go('undo');
  }

  async function go(way: 'undo' | 'redo'): Promise<'undone' | 'nothing'> {
    const step = get()[way === 'undo' ? 'past' : 'future'].at(-1);
    if (!step) return 'nothing';
    if (!(await steps.perform(step, way))) return 'undone';
    const { focus } = step;
    activate(focus && findRow(get(), focus.rowId) ? focus : get().active);
    return 'undone';
  }

  async function reopen(): Promise<void> {
    const session = await api.drafts.open();
    dispatch({ kind: 'reopened', session, spare: blankRow(await ids.take(), 1), text: '' });
    activate(get().active);
  }

  function undoCell(): void {
    const { active, editing } = get();
    const wasTyping = editing.manner !== 'select';
    activate(active);
    if (wasTyping) void saves.row(active.rowId, active.cell);
  }

  return { undo, redo: () => go('redo'), undoCell, reopen };
}
