export type PrintResult = { kind: 'printed' | 'cancelled' | 'failed' };

/** Prints what the page shows by its rules for paper; the operating system's window asks where to. */
export function printWindow(contents: Electron.WebContents | null): Promise<PrintResult> {
  return new Promise((resolve) => {
    if (!contents) return resolve({ kind: 'failed' });
    contents.print({}, (ok, reason) =>
      resolve({ kind: ok ? 'printed' : /cancel/i.test(reason) ? 'cancelled' : 'failed' }),
    );
  });
}
