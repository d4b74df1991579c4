import { create } from 'zustand';
import type { MentorSort } from '../../shared/contracts/mentor-activity';

type PeopleList = {
  search: string;
  /** The line reached last, and how far the list was scrolled. */
  place: { active: number; scrolled: number; total: number } | null;
};
type PeopleState = {
  contacts: PeopleList;
  mentors: PeopleList;
  mentorSort: { by: MentorSort; descending: boolean };
  /** Whether she went from the list to a mentor, and so comes back to her line. */
  comesBack: boolean;
};

/** The lists of people as she left them. */
export const usePeople = create<PeopleState>(() => ({
  contacts: { search: '', place: null },
  mentors: { search: '', place: null },
  mentorSort: { by: 'name', descending: false },
  comesBack: false,
}));

/** Another search begins at the top. */
export function searchPeople(list: 'contacts' | 'mentors', search: string): void {
  usePeople.setState({ [list]: { search, place: null } });
}

export function leavePeople(list: 'contacts' | 'mentors', place: PeopleList['place']): void {
  usePeople.setState((state) => ({ [list]: { ...state[list], place } }) as Partial<PeopleState>);
}
