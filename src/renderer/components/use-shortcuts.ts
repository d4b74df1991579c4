import { useEffect } from 'react';
import { goTo } from '../routes';

/** Keys that work everywhere: Ctrl+N (Cmd+N on a Mac) and F1. */
export function useShortcuts({ onHelp }: { onHelp: () => void }): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented) return;
      const withControl = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (withControl && event.key.toLowerCase() === 'n') goTo('batch');
      else if (event.key === 'F1') onHelp();
      else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [onHelp]);
}
