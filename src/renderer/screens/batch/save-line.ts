import type { CellKey, DraftStep, StepWay } from '../../../shared/contracts/drafts';
import type { SaveResult } from '../../../shared/contracts/ipc';
import { outcomeOfStep } from '../../../shared/rules/outcome-of-step';
import type { SessionApi } from './session-api';
import type { SaveFailure, SessionAction, SessionState } from './session-state';
import { findRow } from './session-state';

export type SaveLine = {
  /** Saves a row as it stands; whether it is on the disk. `cells` differ while something is being typed. */
  row: (rowId: string, focus: CellKey) => Promise<boolean>;
  /** Performs a step and keeps it for undo; whether it is on the disk. */
  step: (step: DraftStep, way: StepWay) => Promise<boolean>;
  /** Any other call that answers like a save. */
  call: (ask: () => Promise<SaveResult>) => Promise<boolean>;
};

type Wiring = {
  api: SessionApi;
  get: () => SessionState;
  dispatch: (action: SessionAction) => void;
  nowMs: () => number;
  /** The cells of a row with what is being typed in it. */
  cellsOf: (rowId: string) => Record<string, string> | null;
};

/** Saves one after the other, so that an older content never lands on top of a newer one. */
export function makeSaveLine({ api, get, dispatch, nowMs, cellsOf }: Wiring): SaveLine {
  let last: Promise<unknown> | null = null;

  /** At once when nothing is before it. */
  function inTurn(ask: () => Promise<boolean>): Promise<boolean> {
    const turn = last ? last.then(ask) : ask();
    last = turn;
    void turn.then(() => {
      if (last === turn) last = null;
    });
    return turn;
  }

  async function settle(rowIds: readonly string[], ask: () => Promise<SaveResult>): Promise<boolean> {
    const failure = await ask().then(failureOf, () => 'gone' as const);
    if (failure === null) dispatch({ kind: 'saved', rowIds, atMs: nowMs() });
    else dispatch({ kind: 'failed', failure });
    return failure === null;
  }

  return {
    row: (rowId, focus) => {
      dispatch({ kind: 'saving', rowIds: [rowId] });
      return inTurn(async () => {
        const row = findRow(get(), rowId);
        if (!row) return true;
        const { id, position, origin } = row;
        const cells = cellsOf(rowId) ?? row.cells;
        const input = { sessionId: get().sessionId, rowId: id, position, origin, cells, focus };
        return settle([rowId], () => api.drafts.saveRow(input));
      });
    },
    step: (step, way) => {
      const { rows, moves } = outcomeOfStep(step, way);
      const rowIds = [...rows.filter(({ content }) => content), ...moves].map(({ id }) => id);
      dispatch({ kind: 'saving', rowIds });
      return inTurn(() =>
        settle(rowIds, () => api.drafts.saveStep({ sessionId: get().sessionId, step, way })),
      );
    },
    call: (ask) => inTurn(() => settle([], ask)),
  };
}

function failureOf(result: SaveResult): SaveFailure | null {
  switch (result.kind) {
    case 'saved':
      return null;
    case 'storage_problem':
      return result.problem;
    case 'refused':
    case 'not_found':
      return 'gone';
  }
}
