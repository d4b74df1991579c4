import type { Cells, Place } from '../../../shared/contracts/drafts';
import type { PeerMentor } from '../../../shared/contracts/peer-mentor';
import { mentorsOfCell, storedMentors } from '../../../shared/rules/mentor-names';
import { readDays } from '../../../shared/rules/read-days';
import type { CellContext } from './cell-text';
import type { IdStock } from './id-stock';
import type { Offer } from './offers';
import { openingRequest } from './opening-request';
import { withCell } from './row-cells';
import type { SessionApi } from './session-api';
import { contentOf, findRow, type GridRow, type SessionState } from './session-state';
import type { Change, StepActions } from './step-actions';

type Wiring = {
  api: Pick<SessionApi, 'peerMentors' | 'computer'>;
  get: () => SessionState;
  ids: IdStock;
  context: () => CellContext;
  steps: StepActions;
  activate: (place: Place) => void;
  /** Called with a text that now waits to be pasted. */
  onCopied: (text: string) => void;
};

/** A proposed mentor is known to the grid as soon as the main process has told of it; normally at once. */
const knownWithinMs = 2000;
const lookAgainMs = 20;

/** Does what was offered, each as one step. */
export function makeOfferActions({ api, get, ids, context, steps, activate, onCopied }: Wiring) {
  async function take({ kind, rowId }: Offer): Promise<void> {
    const row = findRow(get(), rowId);
    if (!row) return;
    if (kind === 'ask_opening') return copyRequest(row);
    const rows = await changesFor(kind, row);
    if (rows.length > 0) await steps.change({ rows, focus: get().active });
    activate(get().active);
  }

  async function copyRequest(row: GridRow): Promise<void> {
    const text = openingRequest(row, get(), context());
    if (text === '') return;
    await api.computer.copy({ text });
    onCopied(text);
  }

  async function changesFor(
    kind: Exclude<Offer['kind'], 'ask_opening'>,
    row: GridRow,
  ): Promise<NonNullable<Change['rows']>> {
    switch (kind) {
      case 'keep_both':
        return [changed(row, withCell(row.cells, 'newParticipants', 'yes'))];
      case 'remove_row':
        return [{ id: row.id, before: contentOf(row), after: null }];
      case 'propose_mentor':
        return proposeMentors([row.cells.mentor ?? '']);
      case 'propose_others':
        return proposeMentors(unknownOthers(row.cells, context().reference.mentors));
      case 'row_per_day':
        return splitDays(row);
    }
  }

  /** Every row that names an unknown mentor, alone or beside others, gets the proposed one. */
  async function proposeMentors(names: readonly string[]): Promise<NonNullable<Change['rows']>> {
    const proposed = new Map<string, string>();
    for (const name of names) {
      const fields = { homeUnitId: get().header.unitId, displayName: name.slice(0, 120), shortCode: '' };
      const { id } = await api.peerMentors.propose({ fields });
      if (id === null) continue;
      await untilKnown(id);
      proposed.set(name, id);
    }
    return get().rows.flatMap((row) => {
      const cells = namedAnew(row.cells, proposed);
      return cells === row.cells ? [] : [changed(row, cells)];
    });
  }

  async function untilKnown(id: string): Promise<void> {
    for (let waited = 0; waited < knownWithinMs; waited += lookAgainMs) {
      if (context().reference.mentors.some((mentor) => mentor.id === id)) return;
      await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
    }
  }

  async function splitDays(row: GridRow): Promise<NonNullable<Change['rows']>> {
    const text = row.cells.date || (get().header.values.date ?? '');
    const [first, ...others] = readDays(text, context().reference.today) ?? [];
    if (!first) return [];
    const { rows } = get();
    const next = rows[rows.indexOf(row) + 1]?.position ?? row.position + others.length + 1;
    const gap = (next - row.position) / (others.length + 1);
    const newIds = await ids.takeMany(others.length);
    return [
      changed(row, withCell(row.cells, 'date', first)),
      ...others.map((date, index) => ({
        id: newIds[index] ?? '',
        before: null,
        after: {
          ...contentOf(row),
          serverProblem: null,
          position: row.position + gap * (index + 1),
          cells: withCell(row.cells, 'date', date),
        },
      })),
    ];
  }

  return take;
}

function unknownOthers(cells: Cells, mentors: readonly PeerMentor[]): string[] {
  return mentorsOfCell(cells.with ?? '').filter((one) => !mentors.some(({ id }) => id === one));
}

/** The cells with ids in the place of names; the same cells when they hold none of the names. */
function namedAnew(cells: Cells, ids: ReadonlyMap<string, string>): Cells {
  const others = mentorsOfCell(cells.with ?? '');
  const mentor = ids.get(cells.mentor ?? '');
  if (!mentor && !others.some((one) => ids.has(one))) return cells;
  const named = withCell(cells, 'with', storedMentors(others.map((one) => ids.get(one) ?? one)));
  return mentor ? withCell(named, 'mentor', mentor) : named;
}

function changed(row: GridRow, cells: Cells) {
  const before = contentOf(row);
  return { id: row.id, before, after: { ...before, cells, serverProblem: null } };
}
