import { type ChangeEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import type { CellKey } from '../../../shared/contracts/drafts';
import { requiredCells } from '../../../shared/rules/next-cell';
import { isNumber, isPicked } from './columns';
import { OptionList } from './option-list';
import type { Session } from './use-session';

type Props = {
  session: Session;
  cell: CellKey;
  label: string;
  placeholder: string;
  invalid: boolean;
  describedBy: string | undefined;
};

/** The text field of the active cell: the one place of the grid in the tab order. */
export function CellEditor({ session, cell, label, placeholder, invalid, describedBy }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { editing, focusTurn, failure } = session.state;
  useFocusTurn(input, focusTurn, session.claimFocus);
  // An alert takes room; the cell that could not be saved stays in sight.
  useLayoutEffect(() => {
    if (failure) input.current?.scrollIntoView({ block: 'nearest' });
  }, [failure]);
  const options = isPicked(cell) ? session.commands.options() : [];
  const open = options.length > 0;
  const combobox = isPicked(cell) && {
    role: 'combobox',
    'aria-autocomplete': 'list' as const,
    'aria-expanded': open,
    'aria-controls': open ? 'cell-options' : undefined,
    'aria-activedescendant': open && editing.option >= 0 ? `cell-option-${editing.option}` : undefined,
  };

  function press(event: KeyboardEvent) {
    if (!event.nativeEvent.isComposing && session.pressInGrid(event)) event.preventDefault();
  }

  return (
    <>
      <input
        ref={input}
        className="cell-input"
        type="text"
        value={editing.text}
        placeholder={placeholder}
        inputMode={isNumber(cell) ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={cell === 'note'}
        tabIndex={0}
        aria-label={label}
        aria-invalid={invalid || undefined}
        aria-required={requiredCells.includes(cell) || undefined}
        aria-describedby={describedBy}
        {...combobox}
        onChange={(event: ChangeEvent<HTMLInputElement>) => session.commands.type(event.target.value)}
        onKeyDown={press}
        onMouseDown={() => session.editActive()}
        onBlur={() => session.leaveCell()}
      />
      {open && (
        <OptionList anchor={input} options={options} marked={editing.option} onPick={session.pickOption} />
      )}
    </>
  );
}

/** Takes the focus when it is this cell's turn, with the text selected so that typing replaces it. */
function useFocusTurn(
  input: RefObject<HTMLInputElement | null>,
  turn: number,
  claim: (turn: number) => boolean,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `claim` answers the same whichever render it is of
  useLayoutEffect(() => {
    const field = input.current;
    if (!field || !claim(turn)) return;
    field.focus({ preventScroll: true });
    field.select();
    showCellOf(field);
  }, [input, turn]);
}

/** Scrolls the cell into sight; a cell that can be seen from the row's beginning shows the row from its beginning. */
function showCellOf(field: HTMLElement): void {
  const cell = field.closest<HTMLElement>('[role="gridcell"]');
  const grid = field.closest('[role="grid"]');
  if (cell && grid && endOf(cell) <= grid.clientWidth) grid.scrollLeft = 0;
  cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Where a cell ends in its row; one that stays in sight when the rest is scrolled cannot say it itself. */
function endOf(cell: HTMLElement): number {
  const before = cell.previousElementSibling;
  return cell.offsetWidth + (before instanceof HTMLElement ? endOf(before) : 0);
}
