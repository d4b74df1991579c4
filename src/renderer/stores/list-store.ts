import { create } from 'zustand';
import type { ActivityQuestion } from '../../shared/contracts/activity-list';

type Place = { active: number; scrolled: number; total: number };

type ListState = {
  /** What the list of registrations is asked; it stands as long as the window lives. */
  question: ActivityQuestion;
  /** Whether all filters are shown, or only the commonest. */
  allFilters: boolean;
  chosen: ReadonlySet<string>;
  /** Where the list stood when it was left. */
  place: Place | null;
  /** Whether she went from the list to a record, and so comes back to its line. */
  comesBack: boolean;
};

/** The list of registrations as she left it: addresses carry no such thing. */
export const useActivityList = create<ListState>(() => ({
  question: {},
  allFilters: false,
  chosen: new Set(),
  place: null,
  comesBack: false,
}));

/** Another question begins at the top, with nothing chosen. */
export function ask(question: ActivityQuestion): void {
  useActivityList.setState({ question, chosen: new Set(), place: null });
}

export function choose(chosen: ReadonlySet<string>): void {
  useActivityList.setState({ chosen });
}
