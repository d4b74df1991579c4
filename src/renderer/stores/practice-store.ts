import { create } from 'zustand';

const useStore = create<{ isOpen: boolean }>(() => ({ isOpen: false }));

/** Whether she is in the practice session, which can be begun from several places and stands over all of them. */
export function usePractising(): boolean {
  return useStore((state) => state.isOpen);
}

export function practise(isOpen: boolean): void {
  useStore.setState({ isOpen });
}
