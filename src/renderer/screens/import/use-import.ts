import { type ClipboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellKey, Cells } from '../../../shared/contracts/drafts';
import type { useInserted } from '../batch/use-inserted';
import type { Session } from '../batch/use-session';
import type { ImportProblem, ImportReading, ImportSource } from './import-source';
import { readInWorker } from './read-in-worker';

export type ImportState =
  | { kind: 'closed' }
  | { kind: 'reading'; name: string }
  | { kind: 'problem'; name: string; problem: ImportProblem }
  | { kind: 'read'; source: ImportSource }
  | { kind: 'inserting'; count: number };

/** Rows out of a file or the clipboard: from reading them to the one step that puts them into the session. */
export function useImport(
  session: Session,
  { insert: putIn }: Pick<ReturnType<typeof useInserted>, 'insert'>,
) {
  const { t } = useTranslation('import');
  const [state, setState] = useState<ImportState>({ kind: 'closed' });
  const latest = useRef(session);
  latest.current = session;
  const current = useRef<AbortController | null>(null);

  /** Only the newest reading is shown, and none that was given up meanwhile. */
  async function read(name: string, reader: (signal: AbortSignal) => Promise<ImportReading>): Promise<void> {
    current.current?.abort();
    const reading = new AbortController();
    current.current = reading;
    const { signal } = reading;
    setState({ kind: 'reading', name });
    const result = await reader(signal).catch((): ImportReading => ({ kind: 'damaged' }));
    if (signal.aborted) return;
    if (result.kind === 'read') setState(result);
    else setState({ kind: 'problem', name, problem: result });
  }

  function close(): void {
    current.current?.abort();
    setState({ kind: 'closed' });
    const { actions, state } = latest.current;
    actions.activate(state.active);
  }

  async function insert(rows: readonly Cells[]): Promise<void> {
    setState({ kind: 'inserting', count: rows.length });
    await putIn(rows, ({ added, errors }) =>
      [
        t('inserted', { count: added }),
        errors > 0 ? t('inserted_errors', { count: errors }) : t('inserted_fine'),
        t('undo_hint'),
      ].join(' '),
    );
    setState({ kind: 'closed' });
    // While the window lay over the page, the cell could not take the focus.
    await new Promise((resolve) => setTimeout(resolve));
    const { actions, state } = latest.current;
    actions.activate(state.active);
  }

  return {
    state,
    close,
    insert: (rows: readonly Cells[]) => session.keys.run(() => insert(rows)),
    choose: (file: File) => read(file.name, (signal) => readInWorker(file, signal)),
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
