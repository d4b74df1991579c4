import type { TFunction } from 'i18next';
import { type ClipboardEvent, startTransition, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/contracts/drafts';
import type { SessionApi } from '../batch/session-api';
import { filledRows } from '../batch/session-state';
import type { useInserted } from '../batch/use-inserted';
import type { Session } from '../batch/use-session';
import type { Choice, Progress, Surroundings, ToRead } from './import-asks';
import type { ImportProblem } from './import-source';
import { type ImportThread, startImportThread } from './import-thread';
import { type ImportLook, lookAtImport } from './look-at-import';
import { importColumns } from './mapping';

/** A table that was read and checked, and the thread that holds it. */
export type OpenedImport = {
  /** Empty for what was pasted. */
  name: string;
  sheets: readonly string[];
  thread: ImportThread;
  first: ImportLook;
  drafts: SessionApi['drafts'];
};

export type ImportState =
  | { kind: 'closed' }
  /** `progress`: null until all of it is read. */
  | { kind: 'reading'; name: string; progress: Progress | null }
  | { kind: 'problem'; name: string; problem: ImportProblem }
  | { kind: 'read'; opened: OpenedImport }
  | { kind: 'inserting'; count: number };

/** Shown until something else is asked for. */
export const firstChoice: Choice = { only: 'all', most: 30, without: false };
/** After this long (ms) reading is given up. 5,000 rows take one to two seconds on a slow computer; the rest is room for wide sheets. */
const mostMs = 60_000;

type Wiring = Pick<ReturnType<typeof useInserted>, 'insert'> & { drafts: SessionApi['drafts'] };

/** Rows out of a file or the clipboard: from reading them to the one step that puts them into the session. */
export function useImport(session: Session, { insert: putIn, drafts }: Wiring) {
  const { t } = useTranslation('import');
  const [state, setState] = useState<ImportState>({ kind: 'closed' });
  const latest = useRef(session);
  latest.current = session;
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  /** Only the newest table is shown, and none that was given up meanwhile. */
  async function open(name: string, from: ToRead): Promise<void> {
    current.current?.abort();
    const opening = new AbortController();
    current.current = opening;
    const { signal } = opening;
    function fail(problem: ImportProblem): void {
      if (signal.aborted) return;
      opening.abort();
      setState({ kind: 'problem', name, problem });
    }
    setState({ kind: 'reading', name, progress: null });
    const thread = startImportThread(signal, () => fail({ kind: 'damaged' }));
    const timer = setTimeout(() => fail({ kind: 'too_slow' }), mostMs);
    const reading = await thread.ask('read', from).catch((): ImportProblem => ({ kind: 'damaged' }));
    clearTimeout(timer);
    if (reading.kind !== 'read') return fail(reading);
    const first = await lookAtImport(thread, {
      way: { kind: 'suggested', sheet: 0 },
      at: surroundingsOf(latest.current, t),
      choice: () => firstChoice,
      drafts,
      isWanted: () => !signal.aborted,
      tell: (progress) => setState({ kind: 'reading', name, progress }),
    }).catch(() => null);
    if (signal.aborted) return;
    if (!first) return fail({ kind: 'damaged' });
    const opened = { name, sheets: reading.sheets, thread, first, drafts };
    // Drawn in pieces, between which keys are answered.
    startTransition(() => setState({ kind: 'read', opened }));
  }

  function close(): void {
    current.current?.abort();
    setState({ kind: 'closed' });
    const { actions, state } = latest.current;
    actions.activate(state.active);
  }

  async function insert({ thread }: OpenedImport, without: boolean): Promise<void> {
    const rows = await thread.ask('take', { without }).catch(() => null);
    if (!rows) return;
    setState({ kind: 'inserting', count: rows.length });
    await putIn(rows, ({ added, errors }) =>
      [
        t('inserted', { count: added }),
        errors > 0 ? t('inserted_errors', { count: errors }) : t('inserted_fine'),
        t('undo_hint'),
      ].join(' '),
    );
    current.current?.abort();
    setState({ kind: 'closed' });
    // While the window lay over the page, the cell could not take the focus.
    await new Promise((resolve) => setTimeout(resolve));
    const { actions, state } = latest.current;
    actions.activate(state.active);
  }

  return {
    state,
    close,
    insert: (opened: OpenedImport, without: boolean) => session.keys.run(() => insert(opened, without)),
    choose: (file: File) => open(file.name, file),
    /** One value goes into its cell as ever; lines and columns of a table are looked at first. */
    paste: (event: ClipboardEvent) => {
      const text = event.clipboardData.getData('text/plain');
      if (!isTable(text, latest.current.state.active.cell)) return;
      event.preventDefault();
      void open('', text.includes('\t') ? { text, separator: '\t' } : { text });
    },
  };
}

/** Rows with nothing in them take no part. */
export function surroundingsOf({ reference, state }: Session, t: TFunction<'import'>): Surroundings {
  const named = importColumns.filter((column) => column !== 'hours');
  return {
    reference,
    header: state.header,
    standing: filledRows(state.rows),
    labels: Object.fromEntries(named.map((column) => [column, t(`batch:column.${column}`)])),
  };
}

/** Prose of several lines is a note, unless there are columns in it. */
function isTable(text: string, cell: CellKey): boolean {
  const lines = text.trim().split(/\r\n?|\n/);
  return text.trim().includes('\t') || (lines.length > 1 && cell !== 'note');
}
