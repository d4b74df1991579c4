import { type ClipboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellKey, Cells } from '../../../shared/contracts/drafts';
import type { Session } from '../batch/use-session';
import type { ImportProblem, ImportReading, ImportSource } from './import-source';

export type ImportState =
  | { kind: 'closed' }
  | { kind: 'reading'; name: string }
  | { kind: 'problem'; name: string; problem: ImportProblem }
  | { kind: 'read'; source: ImportSource };

type Told = { sentence: string; savedAtMs: number | null };

/** Rows out of a file or the clipboard: from reading them to the one step that puts them into the session. */
export function useImport(session: Session) {
  const { t } = useTranslation('import');
  const [state, setState] = useState<ImportState>({ kind: 'closed' });
  const [told, setTold] = useState<Told | null>(null);
  const latest = useRef(session);
  latest.current = session;
  const turn = useRef(0);

  /** Only the newest reading is shown, and none that was given up meanwhile. */
  async function read(name: string, reader: () => Promise<ImportReading>): Promise<void> {
    turn.current += 1;
    const mine = turn.current;
    setState({ kind: 'reading', name });
    const reading = await reader().catch((): ImportReading => ({ kind: 'damaged' }));
    if (mine !== turn.current) return;
    if (reading.kind === 'read') setState(reading);
    else setState({ kind: 'problem', name, problem: reading });
  }

  function close(): void {
    turn.current += 1;
    setState({ kind: 'closed' });
    const { actions, state } = latest.current;
    actions.activate(state.active);
  }

  async function insert(rows: readonly Cells[]): Promise<void> {
    setState({ kind: 'closed' });
    const { actions } = latest.current;
    const added = await actions.addRows(rows);
    if (!added) return;
    // One turn of the page, so that what is said counts the rows that were just put in.
    await new Promise((resolve) => setTimeout(resolve));
    const { state, view, say } = latest.current;
    const mine = new Set(added);
    const wrong = view.rows.filter(({ row, fields }) => mine.has(row.id) && !fields);
    const errors = wrong.length;
    const field = wrong[0]?.problems.find(({ severity }) => severity === 'error')?.field ?? 'mentor';
    actions.activate({
      rowId: wrong[0]?.row.id ?? added[0] ?? state.active.rowId,
      cell: field === 'unit' ? 'mentor' : field,
    });
    const sentence = [
      t('inserted', { count: added.length }),
      errors > 0 ? t('inserted_errors', { count: errors }) : t('inserted_fine'),
    ].join(' ');
    setTold({ sentence, savedAtMs: state.savedAtMs });
    say(`${sentence} ${t('undo_hint')}`);
  }

  const current = told && told.savedAtMs === session.state.savedAtMs ? told : null;
  return {
    state,
    result: current?.sentence ?? null,
    close,
    insert: (rows: readonly Cells[]) => session.keys.run(() => insert(rows)),
    undo: () => session.keys.run(() => latest.current.actions.undo()),
    choose: (file: File) => read(file.name, async () => (await import('./read-file')).readFile(file)),
    /** One value goes into its cell as ever; lines and columns of a table are looked at first. */
    paste: (event: ClipboardEvent) => {
      const text = event.clipboardData.getData('text/plain');
      if (!isTable(text, latest.current.state.active.cell)) return;
      event.preventDefault();
      void read('', async () =>
        (await import('./read-text')).readText('', text, text.includes('\t') ? '\t' : undefined),
      );
    },
  };
}

/** Prose of several lines is a note, unless there are columns in it. */
function isTable(text: string, cell: CellKey): boolean {
  const lines = text.trim().split(/\r\n?|\n/);
  return text.trim().includes('\t') || (lines.length > 1 && cell !== 'note');
}
