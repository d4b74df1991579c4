import { useEffect } from 'react';
import { api } from '../api/client';
import { goTo } from '../routes';

/** Keys that work everywhere: Ctrl+N and Ctrl+Shift+L (Cmd on a Mac), and F1. */
export function useShortcuts({ onHelp }: { onHelp: () => void }): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented) return;
      const control = (event.ctrlKey || event.metaKey) && !event.altKey;
      const withControl = control && !event.shiftKey;
      if (control && event.shiftKey && event.key.toLowerCase() === 'l') lock();
      else if (withControl && event.key.toLowerCase() === 'n') goTo('batch');
      else if (event.key === 'F1') onHelp();
      else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [onHelp]);
}

/** Leaving the cell that is being typed saves it; the page is loaded anew after that. */
function lock(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  void api.computer.lock();
}
