/** A key press, apart from the event it came with, so that it can wait for a save and be handled after it. */
export type KeyPress = { key: string; ctrl: boolean; shift: boolean; alt: boolean };

type KeyEvent = { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean };

const isMac = typeof navigator !== 'undefined' && navigator.userAgent.includes('Macintosh');

/** Cmd on macOS, Ctrl elsewhere. AltGr arrives as Ctrl and Alt together and is typing, never a shortcut. */
export function keyPressOf(event: KeyEvent, mac = isMac): KeyPress {
  const ctrl = mac ? event.metaKey : event.ctrlKey && !event.altKey;
  return { key: event.key, ctrl, shift: event.shiftKey, alt: event.altKey && !event.ctrlKey };
}

export function isTyping({ key, ctrl, alt }: KeyPress): boolean {
  return [...key].length === 1 && !ctrl && !alt;
}

/** Keys that mean the same everywhere on the screen: no part of it takes them, also when it has to let keys wait. */
export function isScreenKey({ key, ctrl }: KeyPress): boolean {
  return key === 'F6' || key === 'F8' || (ctrl && key.toLowerCase() === 's');
}

export type GridCommand =
  | { kind: 'go_on' }
  | { kind: 'step'; by: 1 | -1 }
  | { kind: 'leave'; by: 1 | -1 }
  | { kind: 'move'; rows: number; columns: number }
  | { kind: 'to_edge'; edge: 'row_start' | 'row_end' | 'first' | 'last' }
  | { kind: 'option'; by: 1 | -1 }
  | { kind: 'open_list' }
  | { kind: 'edit' }
  | { kind: 'undo_cell' }
  | { kind: 'clear' }
  | { kind: 'copy_above' }
  | { kind: 'extend'; by: 1 | -1 }
  | { kind: 'fill_down' }
  | { kind: 'take_offer' }
  | { kind: 'duplicate_row' }
  | { kind: 'remove_row' }
  | { kind: 'undo' }
  | { kind: 'redo' };

export type EditorFacts = { manner: 'select' | 'type' | 'edit'; listOpen: boolean };

const pageRows = 10;

/** What a key means in the active cell; null when the text field itself is to deal with it. */
export function gridCommandOf(press: KeyPress, facts: EditorFacts): GridCommand | null {
  return press.ctrl ? withCtrl(press) : plain(press, facts);
}

/** The same in a field of the form, where the arrows belong to the text and Tab goes through the page. */
export function formCommandOf(press: KeyPress, listOpen: boolean): GridCommand | null {
  if (press.key === 'Tab')
    return press.ctrl || press.alt ? null : { kind: 'leave', by: press.shift ? -1 : 1 };
  const command = gridCommandOf(press, { manner: 'edit', listOpen });
  switch (command?.kind) {
    case 'move':
      return Math.abs(command.rows) > 1 ? { ...command, rows: Math.sign(command.rows) } : null;
    case 'to_edge':
    case 'extend':
      return null;
    default:
      return command;
  }
}

function withCtrl({ key, shift }: KeyPress): GridCommand | null {
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'Enter':
      return { kind: 'duplicate_row' };
    case 'Delete':
    case 'Backspace':
      // The key marked delete on a Mac is Backspace; elsewhere Ctrl+Backspace deletes a word.
      return key === 'Delete' || isMac ? { kind: 'remove_row' } : null;
    case 'd':
      return { kind: shift ? 'fill_down' : 'copy_above' };
    case 'z':
      return { kind: shift ? 'redo' : 'undo' };
    case 'y':
      return { kind: 'redo' };
    case 'Home':
      return { kind: 'to_edge', edge: 'first' };
    case 'End':
      return { kind: 'to_edge', edge: 'last' };
    default:
      return null;
  }
}

function plain({ key, shift, alt }: KeyPress, { manner, listOpen }: EditorFacts): GridCommand | null {
  switch (key) {
    case 'Enter':
      return { kind: alt ? 'take_offer' : 'go_on' };
    case 'Tab':
      return { kind: 'step', by: shift ? -1 : 1 };
    case 'Escape':
      return { kind: 'undo_cell' };
    case 'F2':
      return { kind: 'edit' };
    case 'ArrowUp':
      if (shift) return manner === 'select' ? { kind: 'extend', by: -1 } : null;
      return listOpen ? { kind: 'option', by: -1 } : { kind: 'move', rows: -1, columns: 0 };
    case 'ArrowDown':
      if (alt) return { kind: 'open_list' };
      if (shift) return manner === 'select' ? { kind: 'extend', by: 1 } : null;
      return listOpen ? { kind: 'option', by: 1 } : { kind: 'move', rows: 1, columns: 0 };
    case 'PageUp':
      return { kind: 'move', rows: -pageRows, columns: 0 };
    case 'PageDown':
      return { kind: 'move', rows: pageRows, columns: 0 };
    case 'ArrowLeft':
      return manner === 'edit' || shift ? null : { kind: 'move', rows: 0, columns: -1 };
    case 'ArrowRight':
      return manner === 'edit' || shift ? null : { kind: 'move', rows: 0, columns: 1 };
    case 'Home':
      return manner === 'edit' || shift ? null : { kind: 'to_edge', edge: 'row_start' };
    case 'End':
      return manner === 'edit' || shift ? null : { kind: 'to_edge', edge: 'row_end' };
    case 'Delete':
      return manner === 'select' ? { kind: 'clear' } : null;
    default:
      return null;
  }
}
