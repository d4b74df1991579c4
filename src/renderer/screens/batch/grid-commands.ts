import type { CellKey, Place } from '../../../shared/contracts/drafts';
import { optionsOf } from './cell-text';
import { type GridCommand, gridCommandOf, isTyping, type KeyPress } from './keys';
import { offersOf } from './offers';
import type { RowView } from './read-session';
import type { SessionActions, SessionWiring } from './session-actions';
import { findRow, openColumns, type SessionState } from './session-state';

type Wiring = Pick<SessionWiring, 'get' | 'dispatch' | 'context'> & {
  actions: SessionActions;
  /** Puts a change on the screen at once. */
  drawNow: (change: () => void) => void;
  /** Leaves the grid at one of its ends. */
  leave: (by: 1 | -1) => unknown;
  /** Goes to the heading of a column. */
  toHead: (cell: CellKey) => unknown;
  /** Whether she has gone on to another part of the window. */
  isElsewhere: () => boolean;
  /** Whether the focus is in a row of the grid. */
  isInRows: () => boolean;
  /** A row as it is shown now. */
  view: (rowId: string) => RowView | undefined;
  say: (sentence: string) => void;
};

/** Performs what keys mean in the active cell. */
export function makeGridCommands({
  get,
  dispatch,
  context,
  actions,
  drawNow,
  leave,
  toHead,
  isElsewhere,
  isInRows,
  view,
  say,
}: Wiring) {
  function options() {
    const { active, editing } = get();
    if (editing.manner === 'select') return [];
    const before = findRow(get(), active.rowId)?.cells[active.cell] ?? '';
    return optionsOf(active.cell, editing.text, before, context());
  }

  /** A key that waited for a save means nothing to rows that she has left meanwhile. */
  function commandFor(press: KeyPress): GridCommand | null {
    if (isElsewhere()) return null;
    return gridCommandOf(press, { manner: get().editing.manner, listOpen: options().length > 0 });
  }

  async function perform(command: GridCommand): Promise<unknown> {
    switch (command.kind) {
      case 'go_on':
        return actions.goOn();
      case 'step':
        return step(command.by);
      case 'leave':
        return (await actions.commit()) && leave(command.by);
      case 'move':
        if (command.rows === -1 && isInFirstRow(get())) return goToHead();
        return actions.moveTo(placeFor(get(), command));
      case 'to_edge':
        return actions.moveTo(placeFor(get(), command));
      case 'option':
        return markOption(command.by);
      case 'open_list':
      case 'edit':
        return dispatch({ kind: 'typed', editing: { ...get().editing, manner: 'edit', option: -1 } });
      case 'undo_cell':
        return actions.undoCell();
      case 'clear':
        return type('');
      case 'copy_above':
        return actions.copyAbove();
      case 'extend':
        return actions.extendTo(placeFor(get(), { kind: 'move', rows: command.by, columns: 0 }));
      case 'fill_down':
        return fillDown();
      case 'take_offer':
        return takeOffer();
      case 'duplicate_row':
        return actions.duplicateRow();
      case 'remove_row':
        return actions.removeActiveRow();
      case 'undo':
      case 'redo':
        return (await actions[command.kind]()) === 'nothing'
          ? say(context().t('nothing_to_undo'))
          : undefined;
    }
  }

  /** Sorts the rows; the cell that has the focus keeps it, and stays in sight. */
  async function sortBy(cell: CellKey): Promise<void> {
    const sorted = await actions.sortBy(cell);
    if (!sorted) return;
    const { t } = context();
    say(t(sorted.descending ? 'sorted_descending' : 'sorted_ascending', { column: t(`column.${cell}`) }));
    if (isInRows()) actions.activate(get().active);
  }

  async function goToHead(): Promise<void> {
    if (await actions.commit()) toHead(get().active.cell);
  }

  async function fillDown(): Promise<void> {
    const filled = await actions.fillDown();
    if (filled !== null) say(context().t(filled === 0 ? 'nothing_selected' : 'filled', { count: filled }));
  }

  async function takeOffer(): Promise<void> {
    if (!(await actions.commit())) return;
    const offer = offersOf(view(get().active.rowId))[0];
    if (offer) await actions.takeOffer(offer);
    else say(context().t('no_offer'));
  }

  async function step(by: 1 | -1): Promise<void> {
    const next = stepFrom(get(), by);
    if (next) await actions.moveTo(next);
    else if (await actions.commit()) leave(by);
  }

  function markOption(by: 1 | -1): void {
    const { editing } = get();
    const count = options().length;
    dispatch({
      kind: 'typed',
      editing: { ...editing, option: (Math.max(editing.option, by > 0 ? -1 : 0) + by + count) % count },
    });
  }

  /** Puts a text into the active cell as if it were typed there. */
  function type(text: string): void {
    const manner = get().editing.manner === 'edit' ? 'edit' : 'type';
    dispatch({ kind: 'typed', editing: { text, manner, option: text.trim() === '' ? -1 : 0 } });
  }

  /** Typing that is no event of the field itself: the next key finds it there, or it would take its place. */
  function typeNow(text: string): void {
    drawNow(() => type(text));
  }

  /** A key of typing that waited for a save: it goes into the cell that is active by now, unless she has left the rows. */
  function typeLate(press: KeyPress): void {
    if (isElsewhere()) return;
    const { editing } = get();
    const text = editing.manner === 'select' ? '' : editing.text;
    if (isTyping(press)) typeNow(text + press.key);
    else if (press.key === 'Backspace' && !press.ctrl) typeNow(text.slice(0, -1));
  }

  return { commandFor, perform, sortBy, typeLate, typeNow, type, options };
}

/** The next editable cell in reading order; null at the ends of the grid. */
export function stepFrom({ active, header, rows }: SessionState, by: 1 | -1): Place | null {
  const columns = openColumns(header);
  const row = rows.findIndex(({ id }) => id === active.rowId);
  const column = columns.indexOf(active.cell);
  const inRow = columns[column + by];
  if (inRow && (column >= 0 || by > 0)) return { rowId: active.rowId, cell: inRow };
  const other = rows[row + by];
  const cell = by > 0 ? columns[0] : columns.at(-1);
  return other && cell ? { rowId: other.id, cell } : null;
}

function isInFirstRow({ active, rows }: SessionState): boolean {
  return rows[0]?.id === active.rowId;
}

type Jump = Extract<GridCommand, { kind: 'move' | 'to_edge' }>;

export function placeFor({ active, header, rows }: SessionState, jump: Jump): Place {
  const columns = openColumns(header);
  const row = rows.findIndex(({ id }) => id === active.rowId);
  const column = Math.max(0, columns.indexOf(active.cell));
  const at = (r: number, c: number): Place => ({
    rowId: rows[Math.min(Math.max(r, 0), rows.length - 1)]?.id ?? active.rowId,
    cell: columns[Math.min(Math.max(c, 0), columns.length - 1)] ?? active.cell,
  });
  if (jump.kind === 'move') {
    // A column that is pinned keeps its cell when the row changes; it may hold a value that has to be mended.
    if (jump.columns === 0) return { ...at(row + jump.rows, column), cell: active.cell };
    return at(row, column + jump.columns);
  }
  const toRow = { row_start: row, row_end: row, first: 0, last: rows.length - 1 }[jump.edge];
  return at(toRow, jump.edge === 'row_start' || jump.edge === 'first' ? 0 : columns.length - 1);
}
