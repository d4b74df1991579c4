import { type ChangeEvent, type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import type { CellKey } from '../../../shared/contracts/drafts';
import { requiredCells } from '../../../shared/rules/next-cell';
import { isNumber, isPicked } from './columns';
import { comboboxOf } from './combobox-of';
import { OptionList } from './option-list';
import { useFocusTurn } from './use-focus-turn';
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
  const options = session.commands.options();
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
        {...(isPicked(cell) ? comboboxOf(options, editing.option) : {})}
        onChange={(event: ChangeEvent<HTMLInputElement>) => session.commands.type(event.target.value)}
        onKeyDown={press}
        onMouseDown={() => session.editActive()}
        onBlur={() => session.leaveCell()}
      />
      {options.length > 0 && (
        <OptionList anchor={input} options={options} marked={editing.option} onPick={session.pickOption} />
      )}
    </>
  );
}
