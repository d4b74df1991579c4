import { create } from 'zustand';

const useStore = create<{ keys: ReadonlySet<string> }>(() => ({ keys: new Set() }));

/** What she has said she decides later; it still needs her, and after a restart it stands where it stood. */
export function useSetAside(): ReadonlySet<string> {
  return useStore((state) => state.keys);
}

export function setAside(key: string): void {
  useStore.setState(({ keys }) => ({ keys: new Set([...keys, key]) }));
}
