import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { CellKey, DraftSession, Place } from '../../../shared/contracts/drafts';
import { useApp } from '../../stores/app-store';
import type { Reference } from '../../stores/reference-store';
import type { CellContext } from './cell-text';
import { focusHead } from './focus-head';
import { focusNeighbour } from './focus-neighbour';
import { makeGridCommands } from './grid-commands';
import type { IdStock } from './id-stock';
import { isElsewhere } from './is-elsewhere';
import { type KeyHandler, makeKeyLine } from './key-line';
import { formCommandOf, type GridCommand, isScreenKey, type KeyPress, keyPressOf } from './keys';
import type { Offer } from './offers';
import { makeSessionReader } from './read-session';
import { rememberWords } from './remember-words';
import { sayCommitted } from './say-committed';
import { makeSessionActions, type StoredCells } from './session-actions';
import type { SessionApi } from './session-api';
import { openSession, reduceSession, type SessionAction } from './session-state';
import { useLatestReducer } from './use-latest-reducer';
import { useStanding } from './use-standing';
import { useToldDuplicates } from './use-told-duplicates';

export type Opened = { session: DraftSession; ids: IdStock; spareId: string; api: SessionApi };
export type Session = ReturnType<typeof useSession>;

/** Pause in typing after which the text of a cell is saved before it is committed. */
const keepTypingAfterMs = 400;
const leavesCell: ReadonlySet<GridCommand['kind']> = new Set(['go_on', 'step', 'move', 'to_edge']);

/** An entry session on the screen: what it holds, what it amounts to, and what can be done to it. */
export function useSession(
  { session, ids, spareId, api }: Opened,
  reference: Reference,
  say: (text: string) => void,
) {
  const store = useLatestReducer(reduceSession, () => openSession(session, spareId));
  const { state, get } = store;
  const context = useCellContext(reference, state.header.unitId, () => recentMentors(get().rows));
  const reader = useMemo(() => makeSessionReader(state.header, reference), [state.header, reference]);
  const days = useMemo(() => reader.daysOf(state.rows), [reader, state.rows]);
  const standing = useStanding(days, api.drafts);
  const view = reader.viewRows(state.rows, standing);
  useToldDuplicates(view, context, say);
  const viewNow = () => reader.viewRows(get().rows, standing);
  const latest = useRef({ context, viewNow, say });
  latest.current = { context, viewNow, say };

  const [copied, setCopied] = useState({ text: '', rows: state.rows });

  // The wiring reads through `latest`, so one set of actions lives as long as the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const tools = useMemo(() => {
    let performing = false;
    const dispatch = (given: SessionAction) => {
      const stays = given.kind === 'moved' && performing && isElsewhere();
      const action = stays ? { ...given, focus: false } : given;
      if (action.kind === 'moved') store.release();
      if (action.kind !== 'moved' || !action.focus) return store.dispatch(action);
      // The focus has to be in its new cell before the next key arrives.
      flushSync(() => store.dispatch(action));
    };
    const wiring = {
      api,
      get,
      dispatch,
      ids,
      context: () => latest.current.context,
      onCopied: (text: string) => {
        setCopied({ text, rows: get().rows });
        latest.current.say(latest.current.context.t('problems:locked_year.copied'));
      },
      nowMs: () => Date.now(),
      onCommitted: (stored: StoredCells) => {
        const { viewNow, context, say } = latest.current;
        say(sayCommitted({ ...stored, header: get().header, view: viewNow(), context }));
      },
    };
    const actions = makeSessionActions(wiring);
    const commands = makeGridCommands({
      ...wiring,
      actions,
      drawNow: flushSync,
      leave: (by) => isElsewhere() || focusNeighbour(by),
      toHead: (cell) => isElsewhere() || focusHead(cell),
      isElsewhere,
      isInRows: () => document.activeElement?.closest('.entry-rows') != null,
      view: (rowId: string) => latest.current.viewNow().rows.find(({ row }) => row.id === rowId),
      say: (sentence: string) => latest.current.say(sentence),
    });
    async function perform(command: GridCommand): Promise<void> {
      performing = true;
      await commands.perform(command).finally(() => {
        performing = false;
      });
    }
    return { actions, commands, perform, keys: makeKeyLine(commands.typeLate), dispatch };
  }, []);
  const { actions, commands, perform, keys, dispatch } = tools;

  /** A cell that is left is drawn once, when the focus goes on. */
  function performInGrid(command: GridCommand): Promise<unknown> {
    return leavesCell.has(command.kind) ? store.hold(() => perform(command)) : perform(command);
  }

  /** A key in a part of the screen; whether the part has taken it. */
  function press(pressed: KeyPress, handle: KeyHandler): boolean {
    return !isScreenKey(pressed) && keys.press(pressed, handle);
  }

  const focusSeen = useRef(0);
  useKeptTyping(state.editing.text, state.editing.manner !== 'select', actions.keepTyping);

  return {
    state,
    view,
    /** What stands now, also before it is drawn. */
    viewNow: () => latest.current.viewNow(),
    context,
    reference,
    actions,
    commands,
    keys,
    say,
    /** The text that was copied for her to paste; empty once something else has been written. */
    copied: copied.rows === state.rows ? copied.text : '',
    /** Whether the active cell has to take the focus; true once for each time that it has to. */
    claimFocus: (turn: number) => {
      const due = turn !== focusSeen.current;
      focusSeen.current = turn;
      return due;
    },
    press,
    pressInGrid: (event: KeyboardEvent) =>
      press(keyPressOf(event), (press) => {
        const command = commands.commandFor(press);
        return command && performInGrid(command);
      }),
    pressInForm: (pressed: KeyPress) =>
      press(pressed, (pressed) => {
        const command = formCommandOf(
          pressed,
          get().editing.manner !== 'select' && commands.options().length > 0,
        );
        return command && perform(command);
      }),
    /** The focus has come to another field by itself. */
    enter: (place: Place) => {
      if (get().editing.manner === 'select' && get().unsaved.size === 0)
        actions.activate(place, { focus: false });
      else keys.run(() => actions.moveTo(place));
    },
    /** A click in another cell. */
    goTo: (place: Place) => keys.run(() => actions.moveTo(place)),
    editActive: () => {
      const { editing } = get();
      if (editing.manner === 'select') dispatch({ kind: 'typed', editing: { ...editing, manner: 'edit' } });
    },
    pickOption: (option: number) => {
      dispatch({ kind: 'typed', editing: { ...get().editing, option } });
      keys.run(() => actions.goOn());
    },
    takeOffer: (offer: Offer) => keys.run(() => actions.takeOffer(offer)),
    sortBy: (cell: CellKey) => keys.run(() => commands.sortBy(cell)),
    /** The focus left the cell without a key. When only the window lost it, the person may be in the middle of a word. */
    leaveCell: () => keys.run(() => (document.hasFocus() ? actions.commit() : actions.keepTyping())),
  };
}

function useCellContext(reference: Reference, unitId: string, recent: () => readonly string[]): CellContext {
  const { t } = useTranslation('batch');
  const language = useApp((state) => state.language);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `recent` reads what is newest when it is called
  return useMemo(
    () => ({ reference, unitId, language, recent, t: rememberWords(t) }),
    [reference, unitId, language, t],
  );
}

function recentMentors(rows: readonly { cells: { mentor?: string | undefined } }[]): string[] {
  return [...new Set(rows.map(({ cells }) => cells.mentor ?? '').reverse())];
}

/** Saves what is being typed after a pause, and when the screen goes away. */
function useKeptTyping(text: string, typing: boolean, keep: () => Promise<void>): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the text begins a new pause
  useEffect(() => {
    if (!typing) return;
    const timer = setTimeout(() => void keep(), keepTypingAfterMs);
    return () => clearTimeout(timer);
  }, [text, typing, keep]);
  useEffect(() => () => void keep(), [keep]);
}
