import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/contracts/drafts';
import { requiredCells } from '../../../shared/rules/next-cell';
import { showCell } from './cell-text';
import { isNumber, isPicked } from './columns';
import { comboboxOf } from './combobox-of';
import { inheritedText } from './inherited-text';
import { keyPressOf } from './keys';
import { OptionList } from './option-list';
import type { RowView } from './read-session';
import { noteId, problemsInForm, RowNotes } from './row-notes';
import { useFocusTurn } from './use-focus-turn';
import type { Session } from './use-session';

type Props = { session: Session; view: RowView; cell: CellKey; active: boolean };

/** One value of the row with its name above it and what is wrong with it below. */
export function FormField({ session, view, cell, active }: Props) {
  const { t } = useTranslation('batch');
  const input = useRef<HTMLInputElement>(null);
  const { editing, focusTurn } = session.state;
  useFocusTurn(input, active ? focusTurn : null, session.claimFocus);
  // A field that the focus came to by itself has its text selected too, so that typing replaces it.
  useLayoutEffect(() => {
    if (active && document.activeElement === input.current) input.current?.select();
  }, [active]);
  const { row } = view;
  const id = `form-${cell}`;
  const stored = showCell(cell, row.cells[cell] ?? '', session.context);
  const problems = problemsInForm(session, view);
  const mine = problems.filter(({ field }) => field === cell);
  const invalid = mine.some(({ severity }) => severity === 'error');
  const describedBy = mine.map((problem) => noteId(row.id, problems.indexOf(problem))).join(' ');
  const options = active ? session.commands.options() : [];
  const required = requiredCells.includes(cell);
  const hint =
    inheritedText(row.cells, cell, session) ||
    t(`hint.${cell}`, { defaultValue: isPicked(cell) ? t('hint_pick') : '' });

  function press(event: KeyboardEvent): void {
    if (!event.nativeEvent.isComposing && session.pressInForm(keyPressOf(event))) event.preventDefault();
  }

  return (
    <div className="form-field" data-cell={cell}>
      <label htmlFor={id}>
        {t(`column.${cell}`)}
        {required && <span className="form-required"> {t('form.required')}</span>}
      </label>
      <input
        ref={input}
        id={id}
        type="text"
        value={active ? editing.text : stored}
        placeholder={hint}
        inputMode={isNumber(cell) ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={cell === 'note'}
        data-active={active || undefined}
        aria-invalid={invalid || undefined}
        aria-required={required || undefined}
        aria-describedby={describedBy || undefined}
        {...(isPicked(cell) ? comboboxOf(options, active ? editing.option : -1) : {})}
        onFocus={() => !active && session.enter({ rowId: row.id, cell })}
        onChange={(event) => active && session.commands.type(event.target.value)}
        onKeyDown={press}
        onMouseDown={() => active && session.editActive()}
        onBlur={() => active && session.leaveCell()}
      />
      {options.length > 0 && (
        <OptionList anchor={input} options={options} marked={editing.option} onPick={session.pickOption} />
      )}
      <RowNotes session={session} view={view} only={cell} />
    </div>
  );
}
