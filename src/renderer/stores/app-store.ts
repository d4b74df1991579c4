import { create } from 'zustand';
import type { Look } from '../../shared/contracts/computer';
import type { BootState, Language, LiveEvent, Notice } from '../../shared/contracts/ipc';
import type { Organisation } from '../../shared/contracts/organisation';
import type { Status } from '../../shared/contracts/status';

export type SignedIn = Extract<BootState, { kind: 'ready' }>['person'];
export type Changed = Extract<LiveEvent, { kind: 'changed' }>['entities'][number];

type AppState = {
  boot: BootState;
  organisation: Organisation | null;
  language: Language;
  look: Look;
  /** The operating system shows no notifications of ours. */
  quiet: boolean;
  practised: boolean;
  version: string;
  status: Status | null;
  notices: Notice[];
  /** What the person is to be led to on the screen that is shown, by the id under which it is listed; null once she is there. */
  soughtRow: string | null;
  /** Grows each time something of that kind changed, so that a screen knows when to read again. */
  versions: Partial<Record<Changed, number>>;
};

/** What the whole window knows; written by `watch-main` and read by everyone. */
export const useApp = create<AppState>(() => ({
  boot: { kind: 'starting' },
  organisation: null,
  language: 'nb',
  look: { theme: 'auto', contrast: 'normal', textSize: 100 },
  // Offered once it is known that it was not.
  practised: true,
  quiet: false,
  version: '',
  status: null,
  notices: [],
  soughtRow: null,
  versions: {},
}));

/** One number that grows when anything named has changed; put it among the dependencies of what reads. */
export function useVersionOf(...names: Changed[]): number {
  return useApp((state) => names.reduce((sum, name) => sum + (state.versions[name] ?? 0), 0));
}

export function bumpVersions(names: readonly Changed[]): void {
  useApp.setState(({ versions }) => {
    const grown = names.map((name) => [name, (versions[name] ?? 0) + 1]);
    return { versions: { ...versions, ...Object.fromEntries(grown) } };
  });
}
