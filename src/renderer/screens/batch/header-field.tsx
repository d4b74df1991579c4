import { PushPinFillIcon, PushPinIcon } from '@navikt/aksel-icons';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionHeader } from '../../../shared/contracts/drafts';
import { readRow } from '../../../shared/rules/read-row';
import { choicesOf, editText, showCell, understandCell } from './cell-text';
import { isNumber, isPicked, type SharedColumn } from './columns';
import { focusNextField, goOnWithEnter } from './focus-next-field';
import { sentenceFor } from './problem-sentence';
import type { Session } from './use-session';

type Props = {
  session: Session;
  column: SharedColumn;
  onChange: (header: SessionHeader) => Promise<boolean>;
};

export function HeaderField({ session, column, onChange }: Props) {
  const { t } = useTranslation('batch');
  const { header } = session.state;
  const value = header.values[column] ?? '';
  const pinned = header.pinned.includes(column);
  const problem = useHeaderProblem(session, column);
  const id = `header-${column}`;
  const name = t(`column.${column}`);

  async function store(next: string): Promise<void> {
    if (next === value) return;
    const { [column]: _old, ...others } = header.values;
    const values = next === '' ? others : { ...others, [column]: next };
    const saved = await onChange({ ...header, values });
    if (saved && next !== '')
      session.say(t('understood', { column: name, value: showCell(column, next, session.context) }));
  }

  function togglePin(): void {
    const pins = pinned ? header.pinned.filter((each) => each !== column) : [...header.pinned, column];
    void onChange({ ...header, pinned: pins });
  }

  return (
    <div className="header-field" data-field={column}>
      <label htmlFor={id}>{name}</label>
      {isPicked(column) ? (
        <PickField session={session} column={column} id={id} invalid={problem !== null} onPick={store} />
      ) : (
        <TextField session={session} column={column} id={id} invalid={problem !== null} onStore={store} />
      )}
      {/* Stands above the field, and is come to after it: one fills in, and then holds on to it. */}
      <button
        type="button"
        className="pin"
        aria-pressed={pinned}
        title={t('pin_title')}
        aria-label={t('pin', { column: name })}
        onClick={togglePin}
      >
        {pinned ? <PushPinFillIcon aria-hidden /> : <PushPinIcon aria-hidden />}
      </button>
      {problem && (
        <p className="header-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

type FieldProps = { session: Session; column: SharedColumn; id: string; invalid: boolean };

function PickField({
  session,
  column,
  id,
  invalid,
  onPick,
}: FieldProps & { onPick: (value: string) => Promise<void> }) {
  const { t } = useTranslation('batch');
  const value = session.state.header.values[column] ?? '';
  const choices = choicesOf(column, session.context) ?? [];
  const known = value === '' || choices.some((choice) => choice.value === value);
  return (
    <select
      id={id}
      value={value}
      aria-invalid={invalid || undefined}
      aria-describedby={invalid ? `${id}-problem` : undefined}
      onChange={(event) => void onPick(event.target.value)}
      onKeyDown={goOnWithEnter}
    >
      <option value="">{t(column === 'mode' ? 'by_type' : 'in_rows')}</option>
      {!known && <option value={value}>{value}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

function TextField({
  session,
  column,
  id,
  invalid,
  onStore,
}: FieldProps & { onStore: (value: string) => Promise<void> }) {
  const { t } = useTranslation('batch');
  const stored = session.state.header.values[column] ?? '';
  const shown = showCell(column, stored, session.context);
  const [text, setText] = useState(shown);
  const input = useRef<HTMLInputElement>(null);
  const toSelect = useRef(false);
  useEffect(() => setText(shown), [shown]);
  // Before the next key can come: what was typed already must not be selected, and so typed over.
  useLayoutEffect(() => {
    if (toSelect.current) input.current?.select();
    toSelect.current = false;
  });

  const commit = () =>
    text === shown
      ? Promise.resolve()
      : onStore(understandCell(column, text, { ...session.context, before: stored }));

  async function press(event: KeyboardEvent<HTMLInputElement>): Promise<void> {
    if (event.key === 'Escape') setText(shown);
    if (event.key !== 'Enter') return;
    event.preventDefault();
    // The event forgets its field before the value is on the disk.
    const field = event.currentTarget;
    await commit();
    // A key pressed meanwhile may have led elsewhere.
    if (document.activeElement === field) focusNextField(field);
  }

  return (
    <input
      ref={input}
      id={id}
      type="text"
      autoComplete="off"
      inputMode={isNumber(column) ? 'numeric' : undefined}
      value={text}
      placeholder={t('in_rows')}
      aria-invalid={invalid || undefined}
      aria-describedby={invalid ? `${id}-problem` : undefined}
      onFocus={(event) => {
        const next = editText(column, stored, session.context);
        toSelect.current = next !== text;
        setText(next);
        event.target.select();
      }}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => void press(event)}
      onBlur={() => void commit()}
    />
  );
}

/** What is wrong with a shared value, said where it can be mended. */
function useHeaderProblem({ state, view, context, reference }: Session, column: SharedColumn): string | null {
  const { header } = state;
  if ((header.values[column] ?? '') === '') return null;
  const { today, lockedYears } = reference;
  const { problems } = readRow({ cells: {}, header, reference, today, lockedYears });
  const problem = problems.find(({ field, severity }) => field === column && severity !== 'info');
  if (!problem) return null;
  const row = { id: '', position: 0, origin: 'free' as const, cells: header.values, serverProblem: null };
  const rowView = { row, fields: null, problems, verdict: null, twin: null };
  return sentenceFor(problem, rowView, { view, context });
}
