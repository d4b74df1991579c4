import { create } from 'zustand';
import { goTo } from '../routes';

/** Which finished session its page shows; null for the list of them. Addresses carry no ids. */
export const usePastSession = create<{ id: string | null }>(() => ({ id: null }));

export function openPastSession(id: string | null): void {
  usePastSession.setState({ id });
  goTo('sessions');
}
