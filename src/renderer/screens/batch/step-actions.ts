import type { DraftStep, StepWay } from '../../../shared/contracts/drafts';
import { outcomeOfStep } from '../../../shared/rules/outcome-of-step';
import type { IdStock } from './id-stock';
import type { SaveLine } from './save-line';
import { blankRow, nextStepNumber, type SessionAction, type SessionState } from './session-state';

type Wiring = {
  get: () => SessionState;
  dispatch: (action: SessionAction) => void;
  ids: Pick<IdStock, 'take'>;
  saves: SaveLine;
};

export type StepActions = ReturnType<typeof makeStepActions>;
/** What is to be done; a side that is left out has nothing to do. */
export type Change = Partial<Pick<DraftStep, 'rows' | 'moves' | 'header' | 'focus' | 'sorted'>>;

/** The one way in which rows and header change, so that everything can be undone. */
export function makeStepActions({ get, dispatch, ids, saves }: Wiring) {
  /** Performs something new; whether it is on the disk. */
  function change({ rows = [], header = null, focus = null, moves, sorted }: Change): Promise<boolean> {
    const step = { number: nextStepNumber(get()), rows, header, focus };
    return perform({ ...step, ...(moves && { moves }), ...(sorted && { sorted }) }, 'do');
  }

  /**
   * What is typed is shown before it is on the disk, and marked until then. What is taken away stays in sight until
   * it is gone there too.
   */
  async function perform(step: DraftStep, way: StepWay): Promise<boolean> {
    const removes = outcomeOfStep(step, way).rows.some(({ content }) => content === null);
    if (!removes) dispatch({ kind: 'stepped', step, way, spare: null });
    const spare = removes ? blankRow(await ids.take(), 1) : null;
    const saved = await saves.step(step, way);
    if (removes && saved) dispatch({ kind: 'stepped', step, way, spare });
    return saved;
  }

  return { change, perform };
}
