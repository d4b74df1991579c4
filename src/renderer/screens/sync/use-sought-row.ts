import { useEffect } from 'react';
import { useApp } from '../../stores/app-store';

/** Leads to the row that a notification was about, once what it may stand in is there. A row that is settled by now is not looked for again. */
export function useSoughtRow(isThere: boolean): void {
  const sought = useApp((state) => state.soughtRow);
  useEffect(() => {
    if (!isThere || !sought) return;
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
    const row = rows.find(({ dataset }) => dataset.row === sought);
    useApp.setState({ soughtRow: null });
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }, [isThere, sought]);
}
