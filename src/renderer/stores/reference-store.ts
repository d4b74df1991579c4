import { useEffect } from 'react';
import { create } from 'zustand';
import { type Api, api } from '../api/client';
import { useApp, useVersionOf } from './app-store';

export type Reference = Awaited<ReturnType<Api['reference']['read']>>;

const useStore = create<{ reference: Reference | null }>(() => ({ reference: null }));

/** The small tables that every form needs; null until they have been read once. */
export function useReference(): Reference | null {
  return useStore((state) => state.reference);
}

/** Reads the small tables again whenever one of them changed; mounted once, by the shell. */
export function useFreshReference(): void {
  const version = useVersionOf('org_units', 'activity_types', 'settings', 'peer_mentors', 'contacts');
  const ready = useApp((state) => state.boot.kind === 'ready');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when to read again
  useEffect(() => {
    let stale = false;
    if (ready)
      void api.reference.read().then((reference) => {
        if (!stale) useStore.setState({ reference });
      });
    return () => {
      stale = true;
    };
  }, [version, ready]);
}
